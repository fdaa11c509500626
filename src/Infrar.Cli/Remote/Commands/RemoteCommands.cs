using Infrar.Cli.Commands;

namespace Infrar.Cli.Remote.Commands;

/// <summary>Every command that speaks to a server.</summary>
internal static class RemoteCommands
{
    /// <summary>The commands, in the order of the help.</summary>
    public static IEnumerable<CliCommand> All() =>
        [
            new LoginCommand(),
            SessionCommands.Logout(),
            SessionCommands.Whoami(),
            SessionCommands.Sessions(),
            AccountCommands.Create(),
            TokenCommands.Create(),
            TeamCommands.Create(),
            MemberCommands.Create(),
            InvitationCommands.Create(),
            ProjectCommands.Create(),
            LinkCommand.Create(),
            PushCommand.Create(),
            UploadCommands.Create(),
            BuildCommand.Create(),
            BuildCommands.Create(),
            ReleaseCommands.Release(),
            ReleaseCommands.Group(),
            ReleaseCommands.Rollback(),
            HookCommands.Create(),
            RegistryCommands.Create(),
            CredentialCommands.Create(),
            RunCommands.Create(),
            WorkspaceCommands.Create(),
            StateCommands.Create(),
            NotificationCommands.Create(),
            AuditCommands.Create(),
            StatusCommand.Create(),
            PrivacyCommands.Read(),
            AdminCommands.Create(),
            ApiCommand.Create(),
        ];
}
