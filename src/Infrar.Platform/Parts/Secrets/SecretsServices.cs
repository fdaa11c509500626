using Amazon.KeyManagementService;
using Amazon.Runtime.Credentials;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Secrets;

/// <summary>Registers the master key and the vault that the configuration names.</summary>
internal static class SecretsServices
{
    /// <summary>Adds <see cref="IMasterKey"/>, <see cref="Sealing"/> and <see cref="ISecretVault"/>.</summary>
    public static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretsOptions>().Bind(configuration.GetSection("Secrets")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidation>();
        services.AddHttpClient(AwsVault.Client);
        services.AddSingleton(MasterKey);
        services.AddSingleton<Sealing>();
        services.AddSingleton(Vault);
        return services;
    }

    private static IMasterKey MasterKey(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SecretsOptions>>().Value;
        return options.KmsKeyId is { } key
            ? new KmsMasterKey(Kms(options), key)
            : FileMasterKey.Open(options.MasterKeyFile ?? InData(provider, "master.key"));
    }

    private static ISecretVault Vault(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<SecretsOptions>>().Value;
        return options.Kind switch
        {
            SecretsKind.Vault => ActivatorUtilities.CreateInstance<FolderVault>(
                provider,
                options.Folder ?? InData(provider, "vault")
            ),
            SecretsKind.Database => ActivatorUtilities.CreateInstance<DatabaseVault>(provider),
            SecretsKind.Aws => ActivatorUtilities.CreateInstance<AwsVault>(
                provider,
                new DefaultAWSCredentialsIdentityResolver().ResolveIdentity(null),
                Place(options)
            ),
        };
    }

    private static AmazonKeyManagementServiceClient Kms(SecretsOptions options)
    {
        var config = new AmazonKeyManagementServiceConfig();
        if (options.Endpoint is { } endpoint)
        {
            (config.ServiceURL, config.AuthenticationRegion) = (endpoint, options.Region);
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }

        return new(config);
    }

    private static AwsVaultPlace Place(SecretsOptions options) =>
        new(
            new(options.Endpoint ?? $"https://secretsmanager.{options.Region}.amazonaws.com/"),
            options.Region!,
            options.Environment
        );

    private static string InData(IServiceProvider provider, string name) =>
        Path.Combine(provider.GetRequiredService<IOptions<ServerOptions>>().Value.DataFolder, name);
}
