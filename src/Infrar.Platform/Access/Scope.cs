using System.Collections.Frozen;

namespace Infrar.Platform.Access;

/// <summary>What an API token may be used for. A person who is signed in has all of them.</summary>
internal static class Scope
{
    public const string AccountRead = "account:read";
    public const string AccountWrite = "account:write";
    public const string TeamsRead = "teams:read";
    public const string TeamsWrite = "teams:write";
    public const string ProjectsRead = "projects:read";
    public const string ProjectsWrite = "projects:write";
    public const string UploadsWrite = "uploads:write";
    public const string CredentialsRead = "credentials:read";
    public const string CredentialsWrite = "credentials:write";
    public const string AuditRead = "audit:read";
    public const string RunsRead = "runs:read";
    public const string RunsWrite = "runs:write";
    public const string StateRead = "state:read";
    public const string StateWrite = "state:write";

    /// <summary>Breaking a lock that somebody else holds.</summary>
    public const string StateUnlock = "state:unlock";

    /// <summary>Scopes a token can be given. Accounts are changed by people alone.</summary>
    public static FrozenSet<string> Grantable { get; } =
        FrozenSet.ToFrozenSet(
            [
                AccountRead,
                TeamsRead,
                TeamsWrite,
                ProjectsRead,
                ProjectsWrite,
                UploadsWrite,
                CredentialsRead,
                CredentialsWrite,
                AuditRead,
                RunsRead,
                RunsWrite,
                StateRead,
                StateWrite,
                StateUnlock,
            ],
            StringComparer.Ordinal
        );
}
