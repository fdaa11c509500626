using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether people who sign in to the console need a second factor.</summary>
internal sealed class ConsoleUserCheck : Check
{
    private const string Factor = "aws:MultiFactorAuthPresent";

    /// <inheritdoc/>
    public override string Id => "IAM017";

    /// <inheritdoc/>
    public override string Title => "A console user needs no second factor";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A password alone is guessed, reused and stolen; a policy can refuse everything to who signs in without a second factor.";

    /// <inheritdoc/>
    public override string Mend =>
        "Let people sign in through IAM Identity Center, or deny everything where aws:MultiFactorAuthPresent is false.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "IAM.5"), new("CIS AWS 3.0.0", "1.10")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_iam_user_login_profile"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        foreach (var profile in scope.Graph.OfType("aws_iam_user_login_profile"))
        {
            // A user outside this graph may have any policy.
            if (permissions.Find("aws_iam_user", profile["user"]) is { } user && !AsksForFactor(user, scope))
            {
                yield return Found(
                    scope,
                    profile,
                    "The user signs in to the console with a password, and no policy that it has asks for a second factor.",
                    $"Attach a policy that denies all but the setting up of a factor where {Factor} is false.",
                    new ProofStep(profile.Address, $"user is {user.Address}."),
                    new ProofStep(
                        user.Address,
                        $"No policy of the user or its groups has a condition on {Factor}.",
                        Breaks: true
                    )
                );
            }
        }
    }

    private static bool AsksForFactor(Resource user, CheckScope scope)
    {
        var permissions = Permissions.Of(scope);
        var groups = scope
            .Graph.OfType("aws_iam_user_group_membership")
            .Where(m => permissions.Find("aws_iam_user", m["user"]) == user)
            .SelectMany(m => m["groups"].Items())
            .Concat(
                scope
                    .Graph.OfType("aws_iam_group_membership")
                    .Where(m => m["users"].Items().Any(u => permissions.Find("aws_iam_user", u) == user))
                    .Select(m => m["group"])
            )
            .Select(g => permissions.Find("aws_iam_group", g))
            .ToArray();
        // A group that is not of this graph may ask for it.
        return groups.Any(g => g is null)
            || groups
                .OfType<Resource>()
                .Append(user)
                .SelectMany(permissions.Of)
                .Any(p =>
                    p.Document is null || p.Document.Statements.Any(s => s.Conditions.Any(c => c.IsAbout(Factor)))
                );
    }
}
