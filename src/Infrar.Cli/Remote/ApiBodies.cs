namespace Infrar.Cli.Remote;

/// <summary>A refusal as RFC 9457 writes it.</summary>
internal sealed record ProblemAnswer(
    string? Code,
    string? Title,
    string? Detail,
    string? TraceId,
    ServerFault[]? Errors
);

/// <summary>A session's tokens.</summary>
internal sealed record SessionTokens(string AccessToken, int ExpiresInSeconds, string? RefreshToken);

/// <summary>Signs in.</summary>
internal sealed record SignInBody(string Email, string Password, string? Totp, string? RecoveryCode);

/// <summary>Trades a refresh token.</summary>
internal sealed record RenewBody(string RefreshToken);

/// <summary>Makes an account.</summary>
internal sealed record RegisterBody(
    string Email,
    string Password,
    string DisplayName,
    string? Setup,
    string? Invitation
);

/// <summary>Changes a person's name.</summary>
internal sealed record DisplayNameBody(string DisplayName);

/// <summary>The password, asked again.</summary>
internal sealed record PasswordBody(string Password);

/// <summary>Changes the password.</summary>
internal sealed record NewPasswordBody(string Password, string NewPassword);

/// <summary>A code of the authenticator.</summary>
internal sealed record TotpBody(string Totp);

/// <summary>Makes an API token.</summary>
internal sealed record TokenBody(string Name, string[] Scopes, int ExpiresInDays);

/// <summary>Names a team.</summary>
internal sealed record NameBody(string Name);

/// <summary>What a member may do.</summary>
internal sealed record RoleBody(string Role);

/// <summary>Invites somebody.</summary>
internal sealed record InviteBody(string Email, string Role);

/// <summary>Takes an invitation.</summary>
internal sealed record AcceptBody(string Invitation);

/// <summary>Makes a project.</summary>
internal sealed record ProjectBody(string Team, string Name, string? Slug, string? Residency, string? Manifest);

/// <summary>Changes a project; what is null stays.</summary>
internal sealed record ProjectChangeBody(string? Name, string? Slug, string? Residency);

/// <summary>A manifest's text.</summary>
internal sealed record TextBody(string Text);

/// <summary>Chooses a hosting option.</summary>
internal sealed record StrategyBody(string Strategy);

/// <summary>Stores a credential.</summary>
internal sealed record CredentialBody(string Kind, SortedDictionary<string, string> Fields);

/// <summary>Asks to be erased.</summary>
internal sealed record ErasureBody(string Password, string Teams);

/// <summary>Changes the address.</summary>
internal sealed record ChangeEmailBody(string Email, string Password);

/// <summary>A code that came by mail.</summary>
internal sealed record CodeBody(string Code);

/// <summary>An address.</summary>
internal sealed record EmailBody(string Email);

/// <summary>Sets a new password by a code.</summary>
internal sealed record ResetBody(string Code, string NewPassword);

/// <summary>Who may make an account.</summary>
internal sealed record RegistrationBody(string Registration);

/// <summary>Why an administrator does something, and until when.</summary>
internal sealed record ReasonBody(string Reason, DateTimeOffset? Until);

/// <summary>What a team may have; what is null follows the defaults.</summary>
internal sealed record QuotasBody(int? Projects, int? Members, long? StorageBytes, string? Tier);

/// <summary>Why a workspace is locked.</summary>
internal sealed record LockBody(string Reason);

/// <summary>Asks for a run.</summary>
internal sealed record RunBody(
    string Operation,
    string? Environment,
    string? Strategy,
    string? Message,
    bool AutoApply,
    string? From,
    bool? Supersede,
    string? Configuration
);

/// <summary>Why a run is approved or discarded.</summary>
internal sealed record CommentBody(string? Comment);

/// <summary>Recovers a run with what was found at the provider.</summary>
internal sealed record RecoveryBody(FoundBody[] Imports);

/// <summary>A resource that was found at the provider.</summary>
internal sealed record FoundBody(string Address, string Id)
{
    /// <summary>Reads <c>ADDRESS=ID</c>. An address in quotes may hold an equals sign of its own; what is missing is told by the server.</summary>
    public static FoundBody Of(string text)
    {
        var at = text.IndexOf('=', text.LastIndexOf(']') + 1);
        return at < 0 ? new(text, "") : new(text[..at], text[(at + 1)..]);
    }
}

/// <summary>Approves a run.</summary>
internal sealed record ApprovalBody(string? Comment, bool Override);

/// <summary>Has a project tell what happens to it.</summary>
internal sealed record ChannelBody(
    string Name,
    string Kind,
    string[]? Events,
    string? Url,
    string[]? Recipients,
    string? Environment
);

/// <summary>Stops a run.</summary>
internal sealed record CancelBody(bool Force, string? Comment);

/// <summary>A value of a workspace's variable.</summary>
internal sealed record VariableBody(string Value, bool Sensitive);
