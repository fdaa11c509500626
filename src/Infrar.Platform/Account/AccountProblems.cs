using System.Globalization;
using Infrar.Core;

namespace Infrar.Platform.Account;

/// <summary>Refusals around accounts, sessions and tokens.</summary>
internal static class AccountProblems
{
    public static Problem EmailTaken() =>
        new(
            "ACC010",
            ProblemKind.Conflict,
            "There is an account of this address",
            "Sign in with it, or use another address."
        );

    public static Problem NotRight(string detail) =>
        new("ACC011", ProblemKind.Invalid, "The account cannot be made or changed so", detail);

    public static Problem SignInRefused() =>
        new(
            "ACC012",
            ProblemKind.Unauthenticated,
            "The sign-in was refused",
            "Address, password or second factor are not right."
        );

    public static Problem SecondFactorNeeded() =>
        new(
            "ACC013",
            ProblemKind.Unauthenticated,
            "A second factor is needed",
            "Send the same again with 'totp', the six digits of your authenticator, with 'passkey', or with 'recoveryCode'."
        );

    public static Problem LockedUntil(DateTimeOffset until) =>
        new(
            "ACC014",
            ProblemKind.TooMany,
            "Too many failed sign-ins",
            string.Create(
                CultureInfo.InvariantCulture,
                $"After several failures the account waits, longer each time. Try again after {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."
            )
        );

    public static Problem SessionEnded() =>
        new("ACC015", ProblemKind.Unauthenticated, "The session has ended", "Sign in again.");

    public static Problem RefreshTokenReused() =>
        new(
            "ACC016",
            ProblemKind.Unauthenticated,
            "The refresh token was used before",
            "Somebody may hold a copy of it, so the session has been ended. Sign in again."
        );

    public static Problem RegistrationClosed() =>
        new(
            "ACC017",
            ProblemKind.Forbidden,
            "An invitation is needed",
            "Accounts are made by invitation here. Ask an owner of a team for one, and send its secret as 'invitation' with the rest."
        );

    public static Problem SetupSecretNeeded() =>
        new(
            "ACC018",
            ProblemKind.Forbidden,
            "The set-up secret is needed",
            "The first account is made with the secret that 'infrar up' printed; send it as 'setup' with the rest."
        );

    public static Problem UnknownScope(string scope, IEnumerable<string> known) =>
        new(
            "ACC019",
            ProblemKind.Invalid,
            "Unknown scope",
            $"There is no scope '{scope}'. Choose from {string.Join(", ", known)}."
        );

    public static Problem NoSuchToken() =>
        new(
            "ACC020",
            ProblemKind.NotFound,
            "No such token",
            "You have no API token of this id. GET /api/v1/tokens lists yours."
        );

    public static Problem InvitationNotGood() =>
        new(
            "ACC021",
            ProblemKind.NotFound,
            "The invitation cannot be used",
            "It has run out, was used or withdrawn, or is for another address. Ask for a new one."
        );

    public static Problem LastOwner() =>
        new(
            "ACC022",
            ProblemKind.Conflict,
            "A team needs an owner",
            "This person is its only owner. Make somebody else an owner first."
        );

    public static Problem NoSuchMember() =>
        new("ACC023", ProblemKind.NotFound, "No such member", "Nobody of this id belongs to the team.");

    public static Problem NoSuchSession() =>
        new(
            "ACC024",
            ProblemKind.NotFound,
            "No such session",
            "You have no session of this id. GET /api/v1/sessions lists yours."
        );

    public static Problem ClientHeaderNeeded() =>
        new(
            "ACC025",
            ProblemKind.Forbidden,
            "The request does not show that it is no forgery",
            "A session that is renewed by its cookie needs the header 'X-Infrar-Client', which no page of another site can send."
        );

    public static Problem ForeignOrigin(string address) =>
        new(
            "ACC041",
            ProblemKind.Forbidden,
            "The request comes from a page of another site",
            $"A session is renewed by its cookie from the installation's own pages alone, those of {address}."
        );

    public static Problem PasskeyRefused() =>
        new(
            "ACC026",
            ProblemKind.Unauthenticated,
            "The passkey was refused",
            "It is not known here, answers no challenge of the last five minutes, or was not made for this address. Begin again."
        );

    public static Problem SignInAnew() =>
        new(
            "ACC027",
            ProblemKind.Forbidden,
            "Sign in anew for this",
            "The account has no password to ask for, so this takes a sign-in of the last ten minutes."
        );

    public static Problem LastWayIn() =>
        new(
            "ACC028",
            ProblemKind.Conflict,
            "It is the only way into the account",
            "Without it nobody could sign in. Set a password, or add a passkey, first."
        );

    public static Problem SecondFactorsLastPasskey() =>
        new(
            "ACC029",
            ProblemKind.Conflict,
            "The second factor needs a passkey",
            "It is the last one. Turn the second factor off, or add another passkey, first."
        );

    public static Problem NoSuchPasskey() =>
        new(
            "ACC030",
            ProblemKind.NotFound,
            "No such passkey",
            "You have no passkey of this id. GET /api/v1/account/passkeys lists yours."
        );

    public static Problem NoMail() =>
        new(
            "ACC031",
            ProblemKind.Conflict,
            "No mail is sent here",
            "This installation has no mail server. An administrator can configure one with Mail:Host."
        );

    public static Problem CodeNotGood() =>
        new(
            "ACC032",
            ProblemKind.NotFound,
            "The code does not hold",
            "It has run out, was used, or another one took its place. Ask for a new one."
        );

    public static Problem NewPasskeyRefused() =>
        new(
            "ACC040",
            ProblemKind.Invalid,
            "The new passkey cannot be kept",
            "It is kept already, answers no challenge of yours of the last five minutes, did not ask who is before the device, or was not made for this address. Begin again."
        );
}
