using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether a password passes through the plan and the state.</summary>
internal sealed class PasswordInPlanCheck : Check
{
    private static readonly (string Type, string Setting, string Better)[] Settings =
    [
        ("aws_db_instance", "password", "Set manage_master_user_password, or password_wo from a variable."),
        (
            "aws_rds_cluster",
            "master_password",
            "Set manage_master_user_password, or master_password_wo from a variable."
        ),
        (
            "aws_docdb_cluster",
            "master_password",
            "Set manage_master_user_password, or master_password_wo from a variable."
        ),
        (
            "aws_redshift_cluster",
            "master_password",
            "Set manage_master_password, or master_password_wo from a variable."
        ),
        (
            "aws_elasticache_replication_group",
            "auth_token",
            "Use users with IAM authentication in place of auth_token."
        ),
        (
            "aws_secretsmanager_secret_version",
            "secret_string",
            "Set secret_string_wo from a variable, or put the value in by hand."
        ),
    ];

    /// <inheritdoc/>
    public override string Id => "SEC004";

    /// <inheritdoc/>
    public override string Title => "A password lies in the plan and the state";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "Plan files and state hold such a value in the clear, also when it is marked sensitive; so does the repository, where it is written there. Whoever reads one of them signs in.";

    /// <inheritdoc/>
    public override string Mend =>
        "Let the service make and rotate the password, or pass it through a write-only argument (…_wo).";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [.. Settings.Select(s => s.Type)];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var (type, setting, better) in Settings)
        {
            foreach (var resource in scope.Graph.OfType(type))
            {
                // The plan holds what it marks as sensitive; it is only not taken over here.
                var isLiteral =
                    resource[setting] is Value.Text { Content.Length: > 0 } or Value.Unknown { IsSensitive: true };
                var source = resource[setting] is Value.Reference ? scope.Graph.Follow(resource[setting]) : null;
                if (isLiteral || source?.Type == "random_password")
                {
                    yield return Found(
                        scope,
                        resource,
                        isLiteral
                            ? $"{setting} is a value that the plan holds in the clear, and the state once it is applied: whoever reads either has the password."
                            : $"{setting} comes from {source?.Address}, whose result the state holds in the clear: whoever reads the state has the password.",
                        better,
                        new ProofStep(
                            resource.Address,
                            isLiteral ? $"{setting} is set." : $"{setting} is {source?.Address}.result.",
                            Breaks: true
                        )
                    ) with
                    {
                        Severity = isLiteral ? Severity.High : Severity.Medium,
                    };
                }
            }
        }
    }
}
