using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Finds ARNs in policies that can stand for nothing.</summary>
internal static class EmptyGrants
{
    // Services whose resources a placement makes itself and whose ARNs are known by name.
    private static readonly ImmutableArray<string> Own =
    [
        "dynamodb",
        "ecr",
        "lambda",
        "logs",
        "s3",
        "secretsmanager",
        "sns",
        "sqs",
    ];

    /// <summary>Whether none of its ARNs can stand for anything.</summary>
    public static bool IsEmpty(Statement statement, CheckScope scope) =>
        !statement.Resources.IsEmpty && statement.Resources.All(r => Reason(r, scope) is not null);

    /// <summary>Why an ARN can stand for nothing, a clause; null where it may stand for something.</summary>
    public static string? Reason(string text, CheckScope scope)
    {
        if (ArnParts.Of(text) is not { } arn)
        {
            return null;
        }

        if (ArnParts.IsNoAccount(arn.Account))
        {
            return $"'{arn.Account}' is no account: an account's number has twelve digits";
        }

        // Somebody else's plan may name what another one makes; a placement is the whole system.
        // What it makes while it runs (secrets of tenants) is none of its resources, and some use asks for it.
        return scope.System is null || Needs.Of(scope).Workloads.Any(w => w.All.Any(n => Glob.Meets(text, n.Resource)))
            ? null
            : Absence(text, arn, scope);
    }

    private static string? Absence(string text, ArnParts arn, CheckScope scope)
    {
        if (!Own.Contains(arn.Service, StringComparer.Ordinal) || !ArnParts.IsLiteral(Head(arn.Resource)))
        {
            return null;
        }

        var arns = Permissions.Of(scope).Arns;
        var made = scope
            .Graph.Resources.Where(r => !r.IsData)
            .Select(r => (r.Region, Arn: arns.ArnOf(r)))
            .Where(r => ArnParts.Of(r.Arn)?.Service == arn.Service)
            .ToArray();
        if (made.Length == 0 || made.Any(m => IsWithin(text, m.Arn)))
        {
            return null;
        }

        var regions = made.Select(m => m.Region).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return
            ArnParts.IsLiteral(arn.Region)
            && regions.Length > 0
            && !regions.Contains(arn.Region, StringComparer.Ordinal)
            ? $"it names {arn.Region}, and all that the system has of that service lies in {string.Join(", ", regions)}"
            : "the system makes nothing of that name";
    }

    // Files lie within a bucket and streams within a log group: their ARNs begin with it.
    private static bool IsWithin(string pattern, string arn) =>
        Glob.Meets(pattern, arn) || Glob.Meets(pattern, arn + "/*") || Glob.Meets(pattern, arn + ":*");

    private static string Head(string resource) => resource.Length > 0 ? resource[..1] : "";
}
