using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Logging;

/// <summary>Whether a database's logs are kept outside of it.</summary>
internal sealed class DatabaseLogCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "LOG009";

    /// <inheritdoc/>
    public override string Title => "A database's logs stay inside it";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Logging;

    /// <inheritdoc/>
    public override string Rationale =>
        "RDS deletes its log files after days, and they are lost with the instance; a failure cannot be looked into afterwards.";

    /// <inheritdoc/>
    public override string Mend => "Set enabled_cloudwatch_logs_exports.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("RDS.9")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_db_instance"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Omits("enabled_cloudwatch_logs_exports"))
        {
            var logs = resource.Text("engine") switch
            {
                "postgres" => "[\"postgresql\", \"upgrade\"]",
                "mysql" or "mariadb" => "[\"error\", \"slowquery\"]",
                _ => "the logs of its engine",
            };
            yield return Found(
                scope,
                resource,
                "The database's logs are kept inside it for days and are lost with it.",
                $"Set enabled_cloudwatch_logs_exports to {logs}.",
                resource.Breaks("enabled_cloudwatch_logs_exports")
            );
        }
    }
}
