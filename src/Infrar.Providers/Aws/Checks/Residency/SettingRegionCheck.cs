using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Aws.Checks.Secrets;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether settings name the region that their program runs in.</summary>
internal sealed class SettingRegionCheck : Check
{
    private static readonly string[] RegionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <inheritdoc/>
    public override string Id => "RES006";

    /// <inheritdoc/>
    public override string Title => "A setting names another region";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "A program that calls another region does not find what lies in its own, sends data there, and stops when either region does.";

    /// <inheritdoc/>
    public override string Mend => "Name the region that the program runs in, or refer to the resource that is meant.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => PlainVariables.Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var setting in StatedSettings.Of(scope).Where(s => s.Resource is not null && s.Region.Length > 0))
        {
            var named = RegionOf(setting);
            // An endpoint of a database or cache that nothing has is RES005's.
            if (
                named.Length == 0
                || named == setting.Region
                || setting.Resource is not { } resource
                || IsReported(scope, setting)
            )
            {
                continue;
            }

            yield return Found(
                scope,
                resource,
                $"{setting.Name}{(setting.Owner.Length > 0 ? $" of '{setting.Owner}'" : "")} names {named}, and the program runs in {setting.Region}: it looks for its resources elsewhere, or sends its data there.",
                $"Name {setting.Region} in {setting.Name}, or refer to the resource that is meant.",
                new ProofStep(resource.Address, $"It runs in {setting.Region}."),
                new ProofStep(resource.Address, $"{setting.Name} names {named}.", Breaks: true)
            ) with
            {
                Subject = setting.Subject,
            };
        }
    }

    private static bool IsReported(CheckScope scope, StatedSetting setting) =>
        EndpointHost.In(setting.Text) is { IsOfResource: true } host
        && (scope.System is not null || host.Placeholder is not null);

    private static string RegionOf(StatedSetting setting) =>
        RegionVariables.Contains(setting.Name, StringComparer.Ordinal) ? setting.Text
        : EndpointHost.In(setting.Text) is { IsOfGlobalService: false, Region: { Length: > 0 } region } ? region
        : EndpointHost.RegionOfArn(setting.Text);
}
