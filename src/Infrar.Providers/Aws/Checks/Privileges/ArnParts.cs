namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>The parts of an ARN: <c>arn:partition:service:region:account:resource</c>.</summary>
/// <param name="Service">For example <c>secretsmanager</c>.</param>
/// <param name="Region">Empty for what has none.</param>
/// <param name="Account">Empty for what names none, as a bucket.</param>
/// <param name="Resource">The rest, colons included.</param>
internal sealed record ArnParts(string Service, string Region, string Account, string Resource)
{
    /// <summary>The parts of a text, or null when it is no ARN or not known to be one.</summary>
    public static ArnParts? Of(string text)
    {
        var parts = text.Split(':', 6);
        return parts is ["arn", _, var service, var region, var account, var resource]
            ? new(service, region, account, resource)
            : null;
    }

    /// <summary>Whether it is the number of an account: twelve digits.</summary>
    public static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    /// <summary>Whether it claims to be an account's number and cannot be one: known, without wildcards, not twelve digits.</summary>
    public static bool IsNoAccount(string account) =>
        account is not ("" or "aws" or "cloudfront" or "aws-managed")
        && !account.Any(c => c is '?' || Unknowns.IsRun(c) || Unknowns.IsCharacter(c))
        && !IsAccount(account);

    /// <summary>Whether a part is known and without wildcards.</summary>
    public static bool IsLiteral(string part) =>
        part.Length > 0 && !part.Any(c => c is '?' || Unknowns.IsRun(c) || Unknowns.IsCharacter(c));
}
