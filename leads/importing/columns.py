"""What the columns of a file are, by the names in its header: case, accents and punctuation aside."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leadhub.text import fold, one_line
from leads.actions.receiving import IDENTIFYING

# Our own reference is the surest id there is, so that its column wins wherever it stands; else the first one wins.
OWN_ID = "leadid"
NAMES = {
    "external_id": f"{OWN_ID} id externalid accountid recordid contactid customerid crmid uniqueid",
    "first_name": "firstname givenname forename first",
    "last_name": "lastname surname familyname last",
    "full_name": "fullname name contactname leadname customername contactperson contact",
    "company": "company companyname organisation organization organisationname organizationname account accountname business",
    "email": "email emailaddress email1 emailaddress1 mail workemail primaryemail businessemail contactemail",
    "phone": "phone phonenumber phone1 phonenumber1 telephone telephonenumber tel mobile mobilephone mobilenumber cell cellphone"
             " workphone primaryphone businessphone contactphone",
    "job_title": "jobtitle title position jobposition jobrole",
    "country": "country countryname countryregion countrycode",
    "source_text": "source leadsource originalsource",
    "status": "status leadstatus stage dealstage leadstage",
    "note": "notes note comments comment remarks",
    "created": "created createdat createdon createddate createdate creationdate datecreated date received receivedat receivedon"
               " datereceived submittedat",
    "listing": "listing listingname product productname app appname application service offer",
    "marketplace": "marketplace marketplacename store",
    "owner": "owner ownername leadowner assignedto",
}  # fmt: skip
FIELDS = {name: column for column, names in NAMES.items() for name in names.split()}
# One of these says who the lead is, or which; without any, every row would be refused.
PEOPLE = {"external_id", "full_name", *IDENTIFYING}
# In a file that has both of these the rows are our own export: its Notes is their number, the others are not the lead's own.
OWN_EXPORT = {OWN_ID, "listingtype"}
OWN_ONLY = {"listingtype", "distributor", "updated", "notes"}
ERROR = "error"
LONGEST_LABEL = 200  # characters; each lead keeps the labels of its answers
# What a column becomes that stands for no field.
ANSWER, LEFT_OUT = "answer", ""


@dataclass
class Columns:
    """Where each field stands, and which columns are kept as answers under which label.

    `labels` has one for every column; `known` counts those that are recognised.
    """

    fields: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    is_own_export: bool = False

    @property
    def known(self):
        return len(self.fields)

    @property
    def finds_people(self):
        return not PEOPLE.isdisjoint(self.fields)

    @property
    def roles(self):
        """What each column becomes, in the order of the file: a field, ANSWER or LEFT_OUT."""
        of_fields = {index: field for field, index in self.fields.items()}
        others = dict.fromkeys(self.answers, ANSWER)
        return [of_fields.get(index, others.get(index, LEFT_OUT)) for index in range(len(self.labels))]


def plain(header):
    """A column's name as it is recognised: `E-mail Address` is `emailaddress`."""
    return re.sub(r"[\W_]", "", fold(header))


def recognise(header):
    """The columns of a header. The first that stands for a field is it; a second is kept as an answer."""
    names = [plain(name) for name in header]
    columns = Columns(labels=labels_of(header))
    columns.is_own_export = OWN_EXPORT.issubset(names)
    ignored = {ERROR} | (OWN_ONLY if columns.is_own_export else set())
    if OWN_ID in names:
        columns.fields["external_id"] = names.index(OWN_ID)
    for index, name in enumerate(names):
        wanted = FIELDS.get(name)
        if name in ignored or index in columns.fields.values():
            continue
        if wanted and wanted not in columns.fields:
            columns.fields[wanted] = index
        else:
            columns.answers.append(index)
    return columns


def labels_of(header):
    """The name of each column, shortened where it is very long; one without a name is called by its place."""
    names = [one_line(name) for name in header]
    names = [name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…" for name in names]
    return [name or _("Column %(number)s") % {"number": number} for number, name in enumerate(names, 1)]


def mapped(header, roles):
    """The columns as somebody has settled them: `roles` as in `Columns.roles`."""
    columns = Columns(labels=labels_of(header))
    for index, role in enumerate(roles):
        if role == ANSWER:
            columns.answers.append(index)
        elif role != LEFT_OUT:
            columns.fields[role] = index
    return columns
