from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """People join by invitation: nobody can open an account of their own."""

    def is_open_for_signup(self, request):
        return False
