using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>The number of the account that a graph's resources lie in.</summary>
internal static class OwnAccount
{
    /// <summary>The number, where a placement insists on one, or something of the graph tells it; else null.</summary>
    public static string? Of(CheckScope scope) => scope.Model(s => new Known(Find(s))).Number;

    private static string? Find(CheckScope scope) =>
        scope
            .Placement?.Configurations.Where(c => c.Provider == "aws")
            .Select(c => c.Arguments.At("allowed_account_ids").Items().FirstOrDefault()?.AsText())
            .FirstOrDefault(a => a is not null)
        ?? scope
            .Graph.Resources.Where(r => r is { IsData: true, Type: "aws_caller_identity" })
            .Select(r => r["account_id"].AsText())
            .FirstOrDefault(a => a is not null)
        // Roles always lie in the account; what is shared between accounts need not.
        ?? scope
            .Graph.OfType("aws_iam_role")
            .Select(r => ArnParts.Of(r["arn"].AsText() ?? "")?.Account)
            .FirstOrDefault(a => a is not null && ArnParts.IsAccount(a));

    private sealed record Known(string? Number);
}
