using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Privileges;

namespace Infrar.Providers.Aws.Checks.Secrets;

/// <summary>Whether the secrets that containers are given exist where they are looked for.</summary>
internal sealed class InjectedSecretCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "SEC010";

    /// <inheritdoc/>
    public override string Title => "An injected secret is not where it is looked for";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Secrets;

    /// <inheritdoc/>
    public override string Rationale =>
        "ECS reads injected secrets before a container starts. A placeholder in the ARN, another account or a name that nothing has ends every start with ResourceInitializationError.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name an entry of the system's own secrets, or the full ARN of a secret that exists in the task's region.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => [TaskContainers.Type];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var container in TaskContainers.Of(scope).All)
        {
            foreach (var secret in container.Definition.At("secrets").Items())
            {
                var name = secret.At("name").AsText() ?? "";
                if (secret.At("valueFrom").AsText() is { } from && ArnParts.Of(from) is { } arn)
                {
                    foreach (var finding in Judge(scope, container, name, from, arn))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    private IEnumerable<Finding> Judge(
        CheckScope scope,
        TaskContainer container,
        string name,
        string from,
        ArnParts arn
    )
    {
        var region = container.Task.Region;
        var isElsewhere = ArnParts.IsLiteral(arn.Region) && region.Length > 0 && arn.Region != region;
        var place = isElsewhere ? $" It also names {arn.Region}, and the task runs in {region}." : "";
        if (ArnParts.IsNoAccount(arn.Account))
        {
            yield return Of(
                $"{name} of the container '{container.Name}' comes from {from}, and '{arn.Account}' is no account: nothing can be read there, so that the task does not start.{place}",
                Severity.Critical
            );
        }
        else if (scope.System is not null && arn.Service == "secretsmanager" && !IsMade(scope, from))
        {
            yield return Of(
                $"{name} of the container '{container.Name}' comes from {from}, which nothing of the system makes: unless it exists already, the task does not start.{place}",
                Severity.High
            );
        }
        else if (isElsewhere)
        {
            yield return Of(
                $"{name} of the container '{container.Name}' is read from {arn.Region}, and the task runs in {region}: no task starts while the other region is out of reach.",
                Severity.Medium
            );
        }

        Finding Of(string message, Severity severity) =>
            Found(
                scope,
                container.Task,
                message,
                scope.System is null
                    ? $"Name a secret of {(region.Length > 0 ? region : "the task's region")} by its full ARN as valueFrom of {name}."
                    : $"Name an entry of the system's secrets for {name}, as component/entry.",
                new ProofStep(container.Task.Address, $"secrets: {name} has valueFrom = \"{from}\".", Breaks: true)
            ) with
            {
                Subject = $"{container.Name}:{name}",
                Severity = severity,
            };
    }

    private static bool IsMade(CheckScope scope, string from)
    {
        var arns = Permissions.Of(scope).Arns;
        return scope
            .Graph.Resources.Where(r => r.Type == "aws_secretsmanager_secret")
            .Select(arns.ArnOf)
            .Any(a =>
                Glob.Meets(from, a)
                || Glob.Meets(from, a[..^Unknowns.SecretSuffix.Length])
                || Glob.Meets(from, a + ":*")
            );
    }
}
