using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether a secret lies unsealed in the parameter store.</summary>
internal sealed class PlainParameterCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC003";

    /// <inheritdoc/>
    public override string Title => "A secret lies in the parameter store unsealed";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "A parameter of type String is shown in the console and to everybody who may read parameters; a SecureString needs its key too.";

    /// <inheritdoc/>
    public override string Mend =>
        "Set type to SecureString, or move the value to Secrets Manager, which also rotates it.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_ssm_parameter"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var parameter in scope.Graph.OfType("aws_ssm_parameter"))
        {
            var name = parameter["name"].AsText() ?? "";
            var value = parameter["value"].AsText() ?? parameter["insecure_value"].AsText() ?? "";
            if (
                parameter["type"].AsText() is "String" or "StringList"
                && (
                    SecretSigns.Of(name, value)
                    ?? (
                        SecretSigns.IsSecretName(name) && value.Length == 0 ? "its name says that it is a secret" : null
                    )
                )
                    is { } sign
            )
            {
                yield return Found(
                    scope,
                    parameter,
                    $"The parameter {name} is a secret that is not sealed: {sign}. Whoever may read parameters reads it, without the use of any key.",
                    "Set type to SecureString with a key_id, or keep the value in Secrets Manager.",
                    new ProofStep(
                        parameter.Address,
                        $"type = \"{parameter["type"].AsText()}\", and {sign}.",
                        Breaks: true
                    )
                );
            }
        }
    }
}
