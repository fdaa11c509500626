namespace Infrar.Cli.Remote;

/// <summary>What proves to one server who asks. It has secrets in it, so nothing prints it.</summary>
internal sealed class StoredSignIn
{
    /// <summary>Who signed in, for people; empty for an API token.</summary>
    public string Email { get; init; } = "";

    /// <summary>An API token in the place of a session; null for a session.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Shows the session; good until <see cref="AccessUntil"/>.</summary>
    public string? AccessToken { get; init; }

    /// <summary>When the access token ends.</summary>
    public DateTimeOffset AccessUntil { get; init; }

    /// <summary>Traded for the next pair, once.</summary>
    public string? RefreshToken { get; init; }
}

/// <summary>Every sign-in of this user on this machine.</summary>
internal sealed class StoredSignIns
{
    /// <summary>The server that commands speak to when none is named; null before the first sign-in.</summary>
    public string? Current { get; init; }

    /// <summary>Sign-ins by the server's address.</summary>
    public SortedDictionary<string, StoredSignIn> Servers { get; init; } = new(StringComparer.Ordinal);
}
