using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Whether anybody may call a function.</summary>
internal sealed class PublicLambdaCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "IAM018";

    /// <inheritdoc/>
    public override string Title => "Anybody may call a function";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Privileges;

    /// <inheritdoc/>
    public override string Rationale =>
        "A function does with its own role what its caller asks for. Where the permission names no source, anybody at AWS is a caller, or anybody's bucket or topic.";

    /// <inheritdoc/>
    public override string Mend =>
        "Name the account or service in principal, and the resource that calls in source_arn; ask for AWS_IAM on function URLs.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "Lambda.1")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lambda_permission", "aws_lambda_function_url"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var permission in scope.Graph.OfType("aws_lambda_permission").Where(NamesNoSource))
        {
            var principal = permission["principal"].AsText() ?? "";
            var isAnybody = principal == "*";
            // Buckets name no account, so a service that sends events of theirs needs one to be named.
            if (isAnybody || principal is "s3.amazonaws.com" or "sns.amazonaws.com" or "events.amazonaws.com")
            {
                yield return Found(
                    scope,
                    permission,
                    isAnybody
                        ? "The permission names the principal * and no source: every identity of every AWS account may call the function."
                        : $"{principal} may call the function for any customer of AWS: the permission names no source.",
                    "Name the resource that calls in source_arn, or its account in source_account.",
                    new ProofStep(permission.Address, $"principal = \"{principal}\""),
                    new ProofStep(
                        permission.Address,
                        "source_arn, source_account and principal_org_id are not set.",
                        true
                    )
                ) with
                {
                    Severity = isAnybody ? Severity.Critical : Severity.Medium,
                };
            }
        }

        foreach (var url in scope.Graph.OfType("aws_lambda_function_url"))
        {
            if (url["authorization_type"].AsText() == "NONE")
            {
                yield return Found(
                    scope,
                    url,
                    "The function answers anybody on the internet: its URL asks for no signature, and there is no firewall before it.",
                    "Set authorization_type to AWS_IAM, or verify every request in the function itself.",
                    new ProofStep(url.Address, "authorization_type = \"NONE\"", Breaks: true)
                ) with
                {
                    Severity = Severity.Medium,
                };
            }
        }
    }

    private static bool NamesNoSource(Resource permission) =>
        permission["source_arn"] is Value.Null
        && permission["source_account"] is Value.Null
        && permission["principal_org_id"] is Value.Null
        // A function URL is judged by its own resource.
        && permission["function_url_auth_type"] is Value.Null;
}
