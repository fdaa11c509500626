using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Workloads;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether a secret stands in a plain environment variable.</summary>
internal sealed class PlainSecretCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC001";

    /// <inheritdoc/>
    public override string Title => "A secret stands in a plain environment variable";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "Plain variables are read by everybody who may describe the task or function, and stay in every revision, plan and state. Nobody can rotate them without a deployment.";

    /// <inheritdoc/>
    public override string Mend =>
        "Put the value into Secrets Manager and name its ARN: under secrets of the container, or read it in the function.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "ECS.8"), new("AWS FSBP", "CodeBuild.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => PlainVariables.Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var variable in PlainVariables.Of(scope))
        {
            if (SignOf(variable, scope.Graph) is { } sign)
            {
                yield return Found(
                    scope,
                    variable.Resource,
                    $"The variable {variable.Name}{(variable.Owner.Length > 0 ? $" of the container '{variable.Owner}'" : "")} is a secret in plain text: {sign}. Whoever may describe the resource or read the state reads it.",
                    variable.Owner.Length > 0
                        ? $"Keep the value in Secrets Manager, and name its ARN as valueFrom of {variable.Name} under secrets."
                        : $"Keep the value in Secrets Manager, and give the program the secret's ARN in place of {variable.Name}.",
                    // The value is never shown.
                    new ProofStep(variable.Resource.Address, $"{variable.Name} is set, and {sign}.", Breaks: true)
                ) with
                {
                    Subject = variable.Subject,
                };
            }
        }
    }

    private static string? SignOf(PlainVariable variable, ResourceGraph graph) =>
        variable.Value.AsText() is { } text ? SecretSigns.Of(variable.Name, text)
        : variable.Value is Value.Unknown { IsSensitive: true } ? "the configuration marks it as sensitive"
        : ReferenceSign(variable.Value, graph);

    private static string? ReferenceSign(Value value, ResourceGraph graph) =>
        value switch
        {
            Value.Reference reference
                when graph.Find(reference.Address) is { } source && IsSecret(source, reference.Path) =>
                $"it is copied from {source.Address}",
            Value.Template template => template
                .Parts.Select(p => ReferenceSign(p, graph))
                .FirstOrDefault(s => s is not null),
            _ => null,
        };

    private static bool IsSecret(Resource source, string attribute) =>
        (source.Type, attribute) switch
        {
            ("random_password", "result") => true,
            ("aws_secretsmanager_secret_version", "secret_string") => true,
            ("aws_ssm_parameter", "value") => source.IsData || source["type"].AsText() == "SecureString",
            ("aws_iam_access_key", "secret") => true,
            ("aws_db_instance", "password") => true,
            ("aws_rds_cluster", "master_password") => true,
            _ => false,
        };
}
