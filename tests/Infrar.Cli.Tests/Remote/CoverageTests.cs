using System.Text.Json;
using System.Text.RegularExpressions;

namespace Infrar.Cli.Tests.Remote;

/// <summary>Everything that the API can do has a command: each operation of its description is reached by one, on a real server.</summary>
public sealed partial class CoverageTests(RunningPlatform platform)
{
    /// <summary>Operations that nobody at a command line asks for, each with its reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["ListSigningKeys"] = "For programs that verify access tokens themselves.",
        ["DiscoverIssuer"] = "For programs that verify access tokens themselves.",
        ["RenewSession"] = "Every command does it by itself when its access token ends; SignInTests shows it.",
        ["ListSignInMethods"] = "For the page that people sign in at.",
        ["BeginPasskey"] = "A browser makes passkeys.",
        ["CreatePasskey"] = "A browser makes passkeys.",
        ["BeginPasskeySignIn"] = "A browser uses passkeys.",
        ["SignInWithPasskey"] = "A browser uses passkeys.",
        ["EnablePasskeyAsSecondFactor"] = "A browser uses passkeys.",
        ["BeginGitHubSignIn"] = "GitHub sends a browser back.",
        ["ReturnFromGitHub"] = "GitHub sends a browser back.",
        ["SignInWithGitHub"] = "GitHub sends a browser back.",
        ["BeginGitHubLink"] = "GitHub sends a browser back.",
        ["LinkGitHub"] = "GitHub sends a browser back.",
        ["ReadGitHubLink"] = "GitHub sends a browser back.",
        ["UnlinkGitHub"] = "GitHub sends a browser back.",
        ["ReadConfiguration"] = "For programs that come back to what they sent; commands send it and run it at once.",
        ["WriteState"] = "OpenTofu and Terraform ask for it; people push through ImportState.",
        ["RemoveState"] = "OpenTofu and Terraform ask for it.",
        ["ReceivePush"] = "Repositories' hosts tell of pushes; PushHookTests does as they do.",
        ["LockState"] = "OpenTofu and Terraform ask for it.",
    };

    /// <summary>Operations whose command needs what this walk does not have: mail, a browser, an administrator, a Git server, a provider.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["RequestPasswordReset"] = "account password-reset begin",
        ["ResetPassword"] = "account password-reset finish",
        ["VerifyEmail"] = "account email verify",
        ["ChangeEmail"] = "account email change",
        ["ConfirmEmail"] = "account email confirm",
        ["ListPasskeys"] = "account passkeys list",
        ["RenamePasskey"] = "account passkeys rename",
        ["DeletePasskey"] = "account passkeys delete",
        ["ExportAccount"] = "account export",
        ["RequestErasure"] = "account erase",
        ["CancelErasure"] = "account keep",
        ["ReadPrivacy"] = "privacy",
        ["ReadCredential"] = "credentials show",
        ["ValidateCredential"] = "credentials validate",
        ["ReadDataKey"] = "credentials data-key show",
        ["RotateDataKey"] = "credentials data-key rotate",
        ["DeleteTeam"] = "teams delete",
        ["ImportGit"] = "uploads import",
        ["FindUploadOffset"] = "push",
        ["ReadInstallation"] = "admin show",
        ["SetRegistration"] = "admin registration",
        ["BeginMaintenance"] = "admin maintenance begin",
        ["EndMaintenance"] = "admin maintenance end",
        ["ListInstallationAuditEvents"] = "admin audit list",
        ["VerifyInstallationAuditLog"] = "admin audit verify",
        ["ListTeamUse"] = "admin teams list",
        ["SetQuotas"] = "admin teams quotas",
        ["ListUsers"] = "admin users list",
        ["SuspendUser"] = "admin users suspend",
        ["ResumeUser"] = "admin users resume",
        ["EndSessionsOfUser"] = "admin users sign-out",
        ["ResetSecondFactor"] = "admin users reset-second-factor",
        ["GrantAdministrator"] = "admin users grant",
        ["RevokeAdministrator"] = "admin users revoke",
        ["SyncPrices"] = "prices sync",
        ["ReadPriceSync"] = "prices syncs show",
        ["FollowPriceSync"] = "prices sync",
        ["KeepOutQuarantinedPrice"] = "prices quarantine keep-out",
        ["ReleaseQuarantinedPrice"] = "prices quarantine release",
        ["ReadRecovery"] = "run recover",
        ["RecoverRun"] = "run recover",
        ["ReadBuildLog"] = "builds log",
        ["ReadBillOfMaterials"] = "builds sbom",
        ["ReadProvenance"] = "builds provenance",
        ["CreateRelease"] = "release",
        ["ReadRelease"] = "releases show",
        ["ReturnToRelease"] = "rollback",
    };

    [Fact]
    public void Commands_that_stand_for_an_operation_are_there()
    {
        var commands = CommandTree.Below(CommandTree.Root).Select(c => c.PathOf()["infrar ".Length..]);

        Assert.Empty(Elsewhere.Values.Except(commands));
    }

    [Fact]
    public async Task Every_operation_of_the_API_is_reached_by_a_command()
    {
        using var walk = await Walk.BeginAsync(platform);
        var described = await DescribedAsync(walk.Ada);

        await walk.RunAsync(described.Select(o => o.Id).ToHashSet());

        var reached = walk.Requests.Select(r => Operation.Of(r, described)).ToHashSet();
        var missing = described
            .Select(o => o.Id)
            .Except(reached)
            .Except(Exceptions.Keys)
            .Except(Elsewhere.Keys)
            .Order()
            .ToList();
        Assert.True(
            missing.Count is 0,
            $"No command reaches {string.Join(", ", missing)}. Add one, and a step to {nameof(Walk)}."
        );
    }

    private static async Task<List<Operation>> DescribedAsync(Person person)
    {
        var text = await person.DoAsync("api", "GET", "/openapi/v1.json", "--anonymous", "--server", person.Server);
        using var document = JsonDocument.Parse(text);
        return
        [
            .. document
                .RootElement.GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Where(o => o.Value.TryGetProperty("operationId", out _))
                        .Select(o => new Operation(
                            o.Value.GetProperty("operationId").GetString()!,
                            o.Name.ToUpperInvariant(),
                            path.Name,
                            Template(path.Name)
                        ))
                ),
        ];
    }

    private static Regex Template(string path) => new($"^{Parameter().Replace(Regex.Escape(path), "[^/]+")}$");

    [GeneratedRegex(@"\\\{[^}]*}")]
    private static partial Regex Parameter();

    private sealed record Operation(string Id, string Method, string Template, Regex Path)
    {
        /// <summary>Which operation a request is; where a word and a parameter both fit, the word is meant.</summary>
        public static string? Of((string Method, string Path) request, List<Operation> described) =>
            described
                .Where(o => o.Method == request.Method && o.Path.IsMatch(request.Path))
                .MinBy(o => o.Template.Count(c => c is '{'))
                ?.Id;
    }
}
