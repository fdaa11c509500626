using System.Collections.Immutable;
using Infrar.Core.Checks;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Checks of what can be reached and what lies open.</summary>
internal static class NetworkChecks
{
    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<Check> All { get; } =
    [
        new UsesAreReachableCheck(),
        new BalancersAnswerCheck(),
        new WayOutCheck(),
        new UnneededRuleCheck(),
        new WideRuleCheck(),
        new FacesInternetCheck(),
        new ExposedDataCheck(),
        new PublicDataCheck(),
        new DataSubnetCheck(),
        new OpenAdministrationCheck(),
        new OpenRiskyPortCheck(),
        new OpenEverythingCheck(),
        new DefaultGroupCheck(),
        new DefaultGroupUseCheck(),
        new UselessAddressCheck(),
        new ReturnTrafficCheck(),
        new OpenAccessListCheck(),
        new SubnetBlocksCheck(),
        new PeeringRouteCheck(),
        new SubnetAddressCheck(),
        new UnusedWayCheck(),
        new OpenClusterCheck(),
        new RemoteReplicaCheck(),
    ];
}
