using System.Text.RegularExpressions;

namespace Infrar.Core.Compose;

/// <summary>Tells variables that hold secrets: better one too many than one in a manifest.</summary>
internal static partial class SecretLooks
{
    /// <summary>Whether a variable's name or value speaks of a secret.</summary>
    internal static bool IsSecret(string name, string value) =>
        !IsHarmless(value)
        && (Name().IsMatch(name) || Credentials().IsMatch(value) || Token().IsMatch(value) || IsRandom(value));

    /// <summary>Flags, numbers and paths are no secrets whatever the variable is called: <c>TOKEN_TTL: 3600</c>.</summary>
    private static bool IsHarmless(string value) =>
        value is "" or "true" or "false"
        || (value.Length < 6 && value.All(char.IsAsciiDigit))
        || (value.StartsWith('/') && !value.Contains(':', StringComparison.Ordinal) && value.Length < 60);

    /// <summary>Long, without spaces, of letters in both cases and digits: nobody writes that by hand.</summary>
    private static bool IsRandom(string value) =>
        value.Length >= 24
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-')
        && value.Any(char.IsAsciiDigit)
        && (
            (value.Any(char.IsAsciiLetterUpper) && value.Any(char.IsAsciiLetterLower))
            || (value.Length >= 32 && value.All(char.IsAsciiHexDigit))
        );

    [GeneratedRegex(
        "PASS|PWD|SECRET|TOKEN|API_?KEY|PRIVATE|CREDENTIAL|ACCESS_?KEY|SIGNING|ENCRYPTION|SALT|(^|_)(KEY|AUTH|DSN|PAT|JWT)(_|$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Name();

    /// <summary>An address with a user and a password in it.</summary>
    [GeneratedRegex(@"://[^/@\s]*:[^/@\s]+@|(?i:password|pwd)\s*=", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex(
        @"^(AKIA|ASIA|ghp_|gho_|ghs_|github_pat_|glpat-|sk_|rk_|pk_live|xox|eyJ|SG\.|-----BEGIN)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Token();
}
