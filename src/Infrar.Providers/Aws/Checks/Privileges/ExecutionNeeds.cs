using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>One thing that ECS must be allowed before a container runs.</summary>
/// <param name="What">What it does with it, as in <c>must …</c>.</param>
/// <param name="Action">For example <c>ecr:BatchGetImage</c>.</param>
/// <param name="Resource">ARN.</param>
/// <param name="Because">What asks for it, a clause.</param>
internal sealed record ExecutionNeed(string What, string Action, string Resource, string Because);

/// <summary>What ECS must be allowed to start containers.</summary>
internal sealed class ExecutionNeeds(CheckScope scope, ArnText arns)
{
    private static readonly string[] Pulling = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    /// <summary>What one container asks for.</summary>
    public IEnumerable<ExecutionNeed> Of(TaskContainer container) =>
        [
            .. Images(container.Definition.At("image"), container.Name),
            .. Logs(container.Definition.At("logConfiguration"), container.Name),
            .. container.Definition.At("secrets").Items().SelectMany(s => Secrets(s, container.Name)),
        ];

    private IEnumerable<ExecutionNeed> Images(Value image, string container)
    {
        const string What = "pull the image";
        var because = $"the image of the container '{container}' lies in ECR";
        var repository = scope.Graph.Follow(image) is { Type: "aws_ecr_repository" } made
            ? arns.ArnOf(made)
            : EcrImage.Of(image.AsText() ?? "")?.Arn;
        return repository is null
            ? []
            :
            [
                new(What, "ecr:GetAuthorizationToken", "*", because),
                .. Pulling.Select(a => new ExecutionNeed(What, a, repository, because)),
            ];
    }

    private IEnumerable<ExecutionNeed> Logs(Value configuration, string container)
    {
        if (configuration.At("logDriver").AsText() != "awslogs")
        {
            yield break;
        }

        const string What = "write the log";
        var because = $"the container '{container}' logs to CloudWatch";
        var group = configuration.At("options") is Value.MapOf options ? options["awslogs-group"] : Value.None;
        var arn = scope.Graph.Follow(group) is { Type: "aws_cloudwatch_log_group" } made
            ? arns.ArnOf(made)
            : $"arn:aws:logs:{Unknowns.Anything}:{Unknowns.Account}:log-group:{arns.Of(group)}";
        yield return new(What, "logs:CreateLogStream", $"{arn}:log-stream:*", because);
        yield return new(What, "logs:PutLogEvents", $"{arn}:log-stream:*", because);
    }

    private IEnumerable<ExecutionNeed> Secrets(Value secret, string container)
    {
        const string What = "read an injected secret";
        var from = secret.At("valueFrom");
        var text = arns.Of(from);
        var because = $"the secret {secret.At("name").AsText()} is injected into the container '{container}'";
        if (scope.Graph.Follow(from) is { Type: "aws_secretsmanager_secret" } made)
        {
            yield return new(What, "secretsmanager:GetSecretValue", arns.ArnOf(made), because);
            // A key of one's own is asked separately; AWS's key for secrets is open to who may read them.
            if (scope.Graph.Follow(made["kms_key_id"]) is { Type: "aws_kms_key" } key)
            {
                yield return new("unseal an injected secret", "kms:Decrypt", arns.ArnOf(key), because);
            }
        }
        else if (ArnParts.Of(text) is { Service: "secretsmanager" } arn)
        {
            // Behind the name may stand the JSON member, version and stage that are meant.
            var name = string.Join(':', arn.Resource.Split(':').Take(2));
            yield return new(
                What,
                "secretsmanager:GetSecretValue",
                $"arn:aws:secretsmanager:{arn.Region}:{arn.Account}:{name}{(HasSuffix(name) ? "" : Unknowns.SecretSuffix)}",
                because
            );
        }
        else if (scope.Graph.Follow(from) is { Type: "aws_ssm_parameter" } parameter)
        {
            yield return new(What, "ssm:GetParameters", arns.ArnOf(parameter), because);
        }
        else if (ArnParts.Of(text) is { Service: "ssm" })
        {
            yield return new(What, "ssm:GetParameters", text, because);
        }
    }

    private static bool HasSuffix(string name) =>
        name.Length > 7
        && name[^7] == '-'
        && name[^6..].All(char.IsAsciiLetterOrDigit)
        && name[^6..].Any(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
