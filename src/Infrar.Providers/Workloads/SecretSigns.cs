using System.Text.RegularExpressions;

namespace Infrar.Providers.Workloads;

/// <summary>Tells by the name or the form of a setting that it is a secret, and why; the value itself is never said.</summary>
internal static partial class SecretSigns
{
    private const int RandomLength = 32;
    private const int KeyLength = 16;

    /// <summary>What gives a setting away as a secret, a clause about it; null where nothing does.</summary>
    /// <param name="name">Name of the variable.</param>
    /// <param name="value">Its value.</param>
    public static string? Of(string name, string value) =>
        OfForm(value)
        ?? (
            IsMeantForAnybody(name) || IsHarmless(value) ? null
            : SecretName().IsMatch(name) ? "its name says that it is a secret"
            : KeyName().IsMatch(name) && value.Length >= KeyLength && IsMixed(value)
                ? "its name says that it is a key, and its value has the form of one"
            : IsRandom(value) && !IdentifierName().IsMatch(name) ? "its value has the form of a random key"
            : null
        );

    /// <summary>Whether a name says that what it names is a secret.</summary>
    public static bool IsSecretName(string name) => SecretName().IsMatch(name) && !IsMeantForAnybody(name);

    /// <summary>What the form of a value gives away whatever it is called; null for nothing.</summary>
    public static string? OfForm(string value) =>
        AccessKey().IsMatch(value) ? "its value has the form of an AWS access key"
        : value.Contains("-----BEGIN", StringComparison.Ordinal)
        && value.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
            ? "its value is a private key"
        : Token().IsMatch(value) ? "its value has the form of a service's token"
        : SignedToken().IsMatch(value) ? "its value is a signed token (JWT)"
        : Credentials().Match(value) is { Success: true } match && !IsPlaceholder(match.Groups["password"].Value)
            ? "its value is an address with a password in it"
        : null;

    private static bool IsMeantForAnybody(string name) =>
        name.Contains("PUBLIC", StringComparison.OrdinalIgnoreCase)
        || name.Contains("PUBLISHABLE", StringComparison.OrdinalIgnoreCase);

    // Switches, numbers, paths, names of secrets kept elsewhere: no secrets, whatever the variable is called.
    private static bool IsHarmless(string value) =>
        value.Length < 4
        || value is "true" or "false" or "null" or "none" or "disabled" or "enabled" or "required" or "optional"
        || value.All(c => char.IsAsciiDigit(c) || c is '.' or ':')
        || value[0] is '/' or '.' or '~'
        || NameOfSecret().IsMatch(value)
        || value.StartsWith("arn:", StringComparison.Ordinal)
        || value.StartsWith("http://", StringComparison.Ordinal)
        || value.StartsWith("https://", StringComparison.Ordinal)
        || IsPlaceholder(value);

    private static bool IsPlaceholder(string value) =>
        value.Length == 0
        || value.Contains("${", StringComparison.Ordinal)
        || value.Contains("{{", StringComparison.Ordinal)
        || (value[0] == '<' && value[^1] == '>')
        || (value[0] == '$' && value.Length > 1)
        || value.All(c => c is '*' or 'x' or 'X');

    private static bool IsMixed(string value) =>
        value.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '=' or '_' or '-')
        && value.Any(char.IsAsciiDigit)
        && value.Any(char.IsAsciiLetter);

    // Nobody writes that by hand: long, both cases, digits, and few letters twice.
    private static bool IsRandom(string value) =>
        value.Length >= RandomLength
        && IsMixed(value)
        && value.Any(char.IsAsciiLetterUpper)
        && value.Any(char.IsAsciiLetterLower)
        && !value.Contains('-', StringComparison.Ordinal)
        && value.Distinct().Count() >= RandomLength * 5 / 8;

    [GeneratedRegex(
        "(passw(or)?d|passphrase|(^|[_.-])(pass|pwd)|secret|token|credentials?|(api|access|private|signing|encryption|master|account)[_.-]?key)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex SecretName();

    [GeneratedRegex("^[a-z0-9._-]+(/[a-z0-9._-]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex NameOfSecret();

    [GeneratedRegex("(^|[_.-])key$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex KeyName();

    [GeneratedRegex(
        "(^|[_.-])(id|arn|sha|sha256|hash|digest|checksum|version|revision|commit|etag|url|uri|image)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex IdentifierName();

    [GeneratedRegex("(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex AccessKey();

    [GeneratedRegex(
        @"^(gh[oprsu]_[A-Za-z0-9]{20}|github_pat_|glpat-|[sr]k_(live|test)_|whsec_|xox[abprs]-|SG\.[A-Za-z0-9_-]{16}|sk-[A-Za-z0-9_-]{20}|npm_[A-Za-z0-9]{20})",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"^eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex SignedToken();

    [GeneratedRegex(@"[a-z][a-z0-9+.-]*://[^/@:\s]*:(?<password>[^/@\s]+)@", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
