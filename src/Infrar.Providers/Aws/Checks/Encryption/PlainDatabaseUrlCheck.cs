using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a task is told to reach a database without TLS.</summary>
internal sealed class PlainDatabaseUrlCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC016";

    /// <inheritdoc/>
    public override string Title => "A task may reach its database unencrypted";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Without sslmode, libpq and most drivers fall back to a plain connection when TLS does not come about; sslmode=disable never tries.";

    /// <inheritdoc/>
    public override string Mend => "Add sslmode=verify-full (or require) to the address.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ecs_task_definition"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        foreach (var container in TaskContainers.Of(scope)[resource])
        {
            foreach (var (name, value) in container.Environment)
            {
                var parts = value is Value.Template template ? template.Parts : [value];
                var first = parts[0].AsText() ?? "";
                var isAddress =
                    first.StartsWith("postgres://", StringComparison.Ordinal)
                    || first.StartsWith("postgresql://", StringComparison.Ordinal);
                if (!isAddress || parts.Any(p => p is Value.Variable or Value.Expression or Value.Unknown))
                {
                    continue;
                }

                var literal = string.Concat(parts.Select(p => p.AsText() ?? ""));
                var off = literal.Contains("sslmode=disable", StringComparison.Ordinal);
                var weak =
                    off
                    || literal.Contains("sslmode=allow", StringComparison.Ordinal)
                    || literal.Contains("sslmode=prefer", StringComparison.Ordinal);
                if (weak || !literal.Contains("sslmode=", StringComparison.Ordinal))
                {
                    yield return Found(
                        scope,
                        resource,
                        off
                            ? $"{name} of container '{container.Name}' turns TLS off for its database."
                            : $"{name} of container '{container.Name}' does not ask for TLS, so a driver may connect to its database without.",
                        $"Add sslmode=verify-full to {name}, or sslmode=require where the authority's certificate is not in the image.",
                        new ProofStep(
                            resource.Address,
                            off ? $"{name} holds sslmode=disable." : $"{name} states no sslmode that asks for TLS.",
                            Breaks: true
                        )
                    ) with
                    {
                        Subject = name,
                        Severity = off ? Severity : Severity.Low,
                    };
                }
            }
        }
    }
}
