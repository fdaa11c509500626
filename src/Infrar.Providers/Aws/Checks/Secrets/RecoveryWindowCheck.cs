using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether a deleted secret can be brought back.</summary>
internal sealed class RecoveryWindowCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC008";

    /// <inheritdoc/>
    public override string Title => "A deleted secret is gone at once";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "A secret often exists in one place only. Without a window, one wrong destroy ends every program that reads it, and nobody can bring it back.";

    /// <inheritdoc/>
    public override string Mend => "Set recovery_window_in_days to 7 to 30; leave 0 to throw-away environments.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_secretsmanager_secret"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        scope
            .Graph.OfType("aws_secretsmanager_secret")
            .Where(s => s["recovery_window_in_days"].AsNumber() == 0)
            .Select(s =>
                Found(
                    scope,
                    s,
                    "Deleting the secret cannot be undone: what reads it stops, and its value is lost unless it is kept elsewhere.",
                    "Set recovery_window_in_days to 7 or more.",
                    new ProofStep(s.Address, "recovery_window_in_days = 0", Breaks: true)
                )
            );
}
