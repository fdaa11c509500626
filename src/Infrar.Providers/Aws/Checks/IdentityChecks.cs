using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Providers.Aws.Checks.Privileges;
using Infrar.Providers.Aws.Checks.Residency;
using Infrar.Providers.Aws.Checks.Secrets;

namespace Infrar.Providers.Aws.Checks;

/// <summary>The checks of secrets, privileges and places, in the order of their ids.</summary>
internal static class IdentityChecks
{
    /// <summary>All of them.</summary>
    internal static ImmutableArray<Check> All { get; } =
    [
        new PlainSecretCheck(),
        new UserDataSecretCheck(),
        new PlainParameterCheck(),
        new PasswordInPlanCheck(),
        new RotationCheck(),
        new RotationIntervalCheck(),
        new OwnKeyCheck(),
        new RecoveryWindowCheck(),
        new SecretReaderCheck(),
        new InjectedSecretCheck(),
        new AdministratorCheck(),
        new WildcardActionCheck(),
        new WildcardResourceCheck(),
        new PassRoleCheck(),
        new ExcessGrantCheck(),
        new MissingGrantCheck(),
        new ExecutionRoleCheck(),
        new EmptyGrantCheck(),
        new S3ArnKindCheck(),
        new PrincipalInIdentityPolicyCheck(),
        new TrustAnybodyCheck(),
        new TrustedServiceCheck(),
        new ConfusedDeputyCheck(),
        new ForeignAccountTrustCheck(),
        new UserPolicyCheck(),
        new AccessKeyCheck(),
        new ConsoleUserCheck(),
        new PublicLambdaCheck(),
        new PublicBucketCheck(),
        new PublicPolicyCheck(),
        new PublicAccessBlockCheck(),
        new CopyResidencyCheck(),
        new ImageRegionCheck(),
        new ImageAccountCheck(),
        new EndpointCheck(),
        new SettingRegionCheck(),
        new KeyRegionCheck(),
        new CertificateRegionCheck(),
        new FirewallScopeCheck(),
        new LogRegionCheck(),
    ];
}
