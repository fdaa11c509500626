using System.Globalization;
using Infrar.Platform.Teams;

namespace Infrar.Platform.Mail;

/// <summary>The words of every mail that is sent.</summary>
internal static class MailTexts
{
    private const string NotYou =
        "If this was not you, change your password, end your sessions, and tell an administrator of the installation.";

    public static MailText Invitation(string by, string team, Role role, string secret, string url) =>
        new(
            $"Invitation to the team {team}",
            [
                $"{by} invites you to the team '{team}' on Infrar as {role.ToString().ToLowerInvariant()}. This is the invitation's secret:",
                $"Use it at {url} to make an account with this address, or with the account that you have. It is good once, for {Teams.Invitation.Life.Days} days.",
                "If you do not know who invites you, do nothing: without the secret nothing happens.",
            ],
            secret
        );

    public static MailText PasswordReset(string code, string url, TimeSpan life) =>
        new(
            "Set a new password",
            [
                $"Somebody asked to set a new password for your account at {url}. This is the code for it:",
                $"It is good once, for {life.TotalMinutes:0} minutes. A new password ends all sessions.",
                "If it was not you who asked, do nothing: the password stays as it is.",
            ],
            code
        );

    public static MailText VerifyEmail(string code, string url, TimeSpan life) =>
        new(
            "Confirm your e-mail address",
            [
                $"This code confirms that mail to this address reaches you, for your account at {url}:",
                $"It is good once, for {life.TotalMinutes:0} minutes. If you have no account there, do nothing.",
            ],
            code
        );

    public static MailText EmailChanged(string newEmail) =>
        Notice("Your e-mail address was changed", $"Your account's address is now {newEmail}; this one no longer is.");

    public static MailText NewPasskey(string name) =>
        Notice("A passkey was added", $"The passkey '{name}' can now sign in to your account.");

    public static MailText PasswordChanged() =>
        Notice("Your password was changed", "Your account has a new password, and its other sessions were ended.");

    public static MailText NewSignInMethod(string what) =>
        Notice("A new way to sign in was added", $"{what} can now sign in to your account.");

    public static MailText AccountWaits(string address) =>
        Notice(
            "Failed sign-ins to your account",
            $"Somebody failed to sign in to your account five times, last from {address}. Sign-ins with a password now wait, longer each time."
        );

    public static MailText Notification(string what, string url) =>
        new(what, [what, $"You get this because a project's notifications name you: {url}."]);

    public static MailText RotationDue(string credential, string project, DateTimeOffset storedAt) =>
        new(
            $"The credential {credential} is due to be rotated",
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"You stored the credential '{credential}' of the project '{project}' on {storedAt.UtcDateTime:yyyy-MM-dd}."
                ),
                "Make a new one at the provider, store it under the same name, and then delete the old one at the provider. Until then nothing stops.",
            ]
        );

    private static MailText Notice(string subject, string what) => new(subject, [what, NotYou]);
}
