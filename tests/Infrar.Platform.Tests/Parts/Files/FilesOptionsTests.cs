using Infrar.Platform.Parts.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Tests.Parts.Files;

public sealed class FilesOptionsTests
{
    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var options = new FilesOptions
        {
            Kind = "s3",
            Endpoint = "ftp://x",
            Sse = "rot13",
            KmsKeyId = "k",
            AccessKey = "a",
        };
        options.Buckets.Logs = options.Buckets.Uploads = "same";

        var faults = new FilesOptionsValidation().Validate(null, options).Failures!.ToList();

        Assert.Equal(7, faults.Count);
        Assert.All(
            (string[])["Region", "Endpoint", "Buckets:Artifacts", "Buckets:", "Sse", "KmsKeyId", "SecretKeyFile"],
            name => Assert.Contains(faults, fault => fault.Contains(name, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("tape", "/x")]
    [InlineData("folder", "relative")]
    [InlineData("folder", "")]
    public void A_wrong_kind_or_folder_is_refused(string kind, string folder) =>
        Assert.True(
            new FilesOptionsValidation().Validate(null, new FilesOptions { Kind = kind, Folder = folder }).Failed
        );

    [Fact]
    public async Task The_configuration_chooses_the_stores()
    {
        var folder = Directory.CreateTempSubdirectory("files-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Files:Folder", folder)]).Build();
        await using var services = new ServiceCollection().AddFiles(configuration).BuildServiceProvider();

        var stores = services.GetRequiredService<FileStores>();
        await stores.Logs.WriteAsync(FileKey.Of("run-1"), new MemoryStream([1]), TestContext.Current.CancellationToken);

        Assert.Null(await stores.Uploads.FindAsync(FileKey.Of("run-1"), TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "logs")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Wrong_settings_are_refused_when_first_read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Files:Kind", "tape")]).Build();
        await using var services = new ServiceCollection().AddFiles(configuration).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(services.GetRequiredService<FileStores>);
    }
}
