using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Infrar.Platform.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Parts.Files;

/// <summary>Chooses the stores by configuration.</summary>
internal static class FilesRegistration
{
    /// <summary>Adds <see cref="FileStores"/>, whose settings are validated at start.</summary>
    internal static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().Bind(configuration.GetSection(FilesOptions.Section)).ValidateOnStart();
        services
            .AddOptions<FilesOptions>()
            .PostConfigure<IOptions<ServerOptions>>(
                (files, server) =>
                    files.Folder = files.Folder is ""
                        ? Path.GetFullPath("files", Path.GetFullPath(server.Value.DataFolder))
                        : files.Folder
            );
        services.AddSingleton<IValidateOptions<FilesOptions>, FilesOptionsValidation>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FileRetentionStart>();
        services.AddSingleton(provider =>
            Make(
                provider.GetRequiredService<IOptions<FilesOptions>>().Value,
                provider.GetRequiredService<TimeProvider>()
            )
        );
        return services;
    }

    /// <summary>The stores of settings that are right.</summary>
    internal static FileStores Make(FilesOptions options, TimeProvider clock)
    {
        if (options.Kind is "folder")
        {
            FolderFileStore Store(string name, FileRetention retention) =>
                new(Path.Combine(options.Folder, name), retention, clock);
            return new(
                Store("uploads", FileRetention.Uploads),
                Store("artifacts", FileRetention.Artifacts),
                Store("logs", FileRetention.Logs)
            );
        }
        var client = Client(options);
        S3FileStore Bucket(string name, FileRetention retention) =>
            new(client, name, new S3Encryption(options.Sse, options.KmsKeyId), retention, clock);
        return new(
            Bucket(options.Buckets.Uploads, FileRetention.Uploads),
            Bucket(options.Buckets.Artifacts, FileRetention.Artifacts),
            Bucket(options.Buckets.Logs, FileRetention.Logs)
        );
    }

    /// <summary>A client that sends only what servers other than Amazon's understand too.</summary>
    internal static AmazonS3Client Client(FilesOptions options)
    {
        var settings = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            // Trailing checksums are Amazon's own; others refuse them or keep them as content.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is "")
        {
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            settings.ServiceURL = options.Endpoint;
            settings.AuthenticationRegion = options.Region;
        }
        return options.AccessKey is ""
            ? new AmazonS3Client(settings)
            : new AmazonS3Client(
                new BasicAWSCredentials(options.AccessKey, File.ReadAllText(options.SecretKeyFile).Trim()),
                settings
            );
    }
}
