using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Subnets give no public address to what does not ask for one.</summary>
internal sealed class SubnetAddressCheck : Check
{
    /// <inheritdoc/>
    public override string Id => "NET020";

    /// <inheritdoc/>
    public override string Title => "A subnet gives public addresses to everything in it";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Exposure;

    /// <inheritdoc/>
    public override string Rationale =>
        "A server started there is on the internet although nobody said so, and pays for the address.";

    /// <inheritdoc/>
    public override string Mend => "Set map_public_ip_on_launch = false, and ask for an address where one is meant.";

    /// <inheritdoc/>
    public override ImmutableArray<Control> Controls => [new("AWS FSBP", "EC2.15")];

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes { get; } = ["aws_subnet"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope) =>
        from subnet in scope.Graph.OfType("aws_subnet")
        where subnet["map_public_ip_on_launch"].AsFlag() is true
        select Found(
            scope,
            subnet,
            $"Every server started in {subnet.Address} gets a public address, asked for or not.",
            $"Set map_public_ip_on_launch = false on {subnet.Address}.",
            new ProofStep(subnet.Address, "map_public_ip_on_launch = true", true)
        );
}
