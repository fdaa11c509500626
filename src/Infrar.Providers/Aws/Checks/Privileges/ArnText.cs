using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Writes values of one graph as texts, with <see cref="Unknowns"/> for what is known only after apply.</summary>
internal sealed class ArnText(ResourceGraph graph)
{
    private readonly Dictionary<string, char> _named = new(StringComparer.Ordinal);

    /// <summary>The text of a value.</summary>
    public string Of(Value value) =>
        value switch
        {
            Value.Text text => text.Content,
            Value.Template template => string.Concat(template.Parts.Select(Of)),
            Value.Reference reference => Of(reference),
            Value.Variable variable => Named($"var.{variable.Name}"),
            Value.Expression expression => Named(expression.Source),
            _ => value.AsText() ?? Unknowns.Anything.ToString(),
        };

    /// <summary>The ARN of a resource, as far as its name tells it.</summary>
    public string ArnOf(Resource resource) =>
        resource["arn"].AsText() ?? Shape(resource) ?? Named($"{resource.Address}.arn");

    private string Of(Value.Reference reference)
    {
        if (graph.Find(reference.Address) is not { } resource)
        {
            return Named($"{reference.Address}.{reference.Path}");
        }

        return (resource.Type, reference.Path) switch
        {
            (_, "arn") => ArnOf(resource),
            ("aws_caller_identity", "account_id") => resource["account_id"].AsText() ?? Unknowns.Account,
            ("aws_partition", "partition") => "aws",
            ("aws_ecs_task_definition", "arn_without_revision") => ArnOf(resource)[..^2],
            ("aws_s3_bucket", "id" or "bucket") => NameOf(resource, "bucket"),
            ("aws_iam_role" or "aws_iam_policy" or "aws_iam_user", "name" or "id") => NameOf(resource, "name"),
            _ => Literal(resource, reference.Path) ?? Named($"{resource.Address}.{reference.Path}"),
        };
    }

    private static string? Literal(Resource resource, string path) =>
        path.Length > 0 && !path.Contains('[', StringComparison.Ordinal) ? resource[path].AsText() : null;

    // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private string? Shape(Resource resource) =>
        resource.Type switch
        {
            "aws_s3_bucket" => $"arn:aws:s3:::{NameOf(resource, "bucket")}",
            "aws_secretsmanager_secret" => Regional(resource, "secretsmanager", $"secret:{NameOf(resource, "name")}")
                + Unknowns.SecretSuffix,
            "aws_ssm_parameter" => Regional(resource, "ssm", $"parameter/{NameOf(resource, "name").TrimStart('/')}"),
            "aws_kms_key" => Regional(resource, "kms", $"key/{Named($"{resource.Address}.key_id")}"),
            "aws_kms_alias" => Regional(resource, "kms", NameOf(resource, "name")),
            "aws_sqs_queue" => Regional(resource, "sqs", NameOf(resource, "name")),
            "aws_sns_topic" => Regional(resource, "sns", NameOf(resource, "name")),
            "aws_dynamodb_table" => Regional(resource, "dynamodb", $"table/{NameOf(resource, "name")}"),
            "aws_lambda_function" => Regional(resource, "lambda", $"function:{NameOf(resource, "function_name")}"),
            "aws_ecr_repository" => Regional(resource, "ecr", $"repository/{NameOf(resource, "name")}"),
            "aws_cloudwatch_log_group" => Regional(resource, "logs", $"log-group:{NameOf(resource, "name")}"),
            "aws_ecs_cluster" => Regional(resource, "ecs", $"cluster/{NameOf(resource, "name")}"),
            "aws_ecs_task_definition" => Regional(
                resource,
                "ecs",
                $"task-definition/{NameOf(resource, "family")}:{Named($"{resource.Address}.revision")}"
            ),
            "aws_db_instance" => Regional(resource, "rds", $"db:{NameOf(resource, "identifier")}"),
            "aws_sfn_state_machine" => Regional(resource, "states", $"stateMachine:{NameOf(resource, "name")}"),
            "aws_iam_role" => Global("iam", $"role{PathOf(resource)}{NameOf(resource, "name")}"),
            "aws_iam_user" => Global("iam", $"user{PathOf(resource)}{NameOf(resource, "name")}"),
            "aws_iam_policy" => Global("iam", $"policy{PathOf(resource)}{NameOf(resource, "name")}"),
            _ => null,
        };

    private string Regional(Resource resource, string service, string rest) =>
        $"arn:aws:{service}:{(resource.Region.Length > 0 ? resource.Region : Unknowns.Anything)}:{Unknowns.Account}:{rest}";

    private static string Global(string service, string rest) => $"arn:aws:{service}::{Unknowns.Account}:{rest}";

    private static string PathOf(Resource resource) => resource["path"].AsText() ?? "/";

    private string NameOf(Resource resource, string attribute) =>
        resource[attribute] is { } value && value.AsText() is { } name ? name
        : resource[attribute] is Value.Template template ? Of(template)
        : Named($"{resource.Address}.{attribute}");

    private string Named(string what)
    {
        if (!_named.TryGetValue(what, out var character))
        {
            // Beyond some thousand of them nothing is taken for the same any more, which only makes answers less sure.
            var next = Unknowns.FirstNamed + _named.Count;
            character = next <= Unknowns.LastNamed ? (char)next : Unknowns.Anything;
            _named[what] = character;
        }

        return character.ToString();
    }
}
