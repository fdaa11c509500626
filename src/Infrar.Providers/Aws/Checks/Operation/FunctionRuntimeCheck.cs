using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;
using static Infrar.Providers.Aws.Checks.AwsControls;

namespace Infrar.Providers.Aws.Checks.Operation;

/// <summary>Whether AWS still keeps a function's runtime up to date.</summary>
internal sealed class FunctionRuntimeCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "OPS016";

    /// <inheritdoc/>
    public override string Title => "A function's runtime is deprecated";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Operation;

    /// <inheritdoc/>
    public override string Rationale =>
        "Security faults of the runtime are no longer mended, and in time the function can no longer be changed.";

    /// <inheritdoc/>
    public override string Mend => "Move to a runtime that is supported.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [Fsbp("Lambda.2")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["aws_lambda_function"];

    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
    private static readonly (string Runtime, string Since)[] Deprecated =
    [
        ("dotnet6", "2024-12-20"),
        ("dotnetcore3.1", "2023-04-03"),
        ("go1.x", "2024-01-08"),
        ("java8", "2024-01-08"),
        ("nodejs12.x", "2023-03-31"),
        ("nodejs14.x", "2023-12-04"),
        ("nodejs16.x", "2024-06-12"),
        ("nodejs18.x", "2025-09-01"),
        ("provided", "2024-01-08"),
        ("python3.6", "2022-07-18"),
        ("python3.7", "2023-12-04"),
        ("python3.8", "2024-10-14"),
        ("ruby2.7", "2023-12-07"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        var (runtime, since) = Array.Find(Deprecated, d => d.Runtime == resource.Text("runtime"));
        if (since is not null)
        {
            yield return Found(
                scope,
                resource,
                $"{runtime} is deprecated since {since}: its faults are no longer mended.",
                "Set runtime to one that is supported.",
                resource.Breaks("runtime")
            );
        }
    }
}
