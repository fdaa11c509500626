using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Infrar.Platform.Parts.Files;
using Infrar.Platform.Tests.Parts.Files;
using Infrar.Platform.Tests.Servers;

namespace Infrar.Platform.Tests.Uploads;

/// <summary>Uploads into a real S3 server, and the lifecycle that is written there at start.</summary>
public sealed class UploadsOnS3Tests(CephAssembly ceph)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_become_a_source_in_the_bucket_and_the_retention_its_lifecycle()
    {
        var server = await ceph.ServerAsync();
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, server.SecretKey, Cancel);
        var name = "u" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        string[] settings =
        [
            "--Files:Kind=s3",
            $"--Files:Endpoint={server.Endpoint}",
            "--Files:Region=us-east-1",
            "--Files:ForcePathStyle=true",
            "--Files:Sse=none",
            $"--Files:AccessKey={server.AccessKey}",
            $"--Files:SecretKeyFile={secret}",
            $"--Files:Buckets:Uploads={name}",
            $"--Files:Buckets:Artifacts={name}-a",
            $"--Files:Buckets:Logs={name}-l",
        ];
        using var client = FilesRegistration.Client(
            new FilesOptions
            {
                Endpoint = server.Endpoint.ToString(),
                Region = "us-east-1",
                ForcePathStyle = true,
                AccessKey = server.AccessKey,
                SecretKeyFile = secret,
            }
        );
        foreach (var bucket in (string[])[name, $"{name}-a", $"{name}-l"])
        {
            await client.PutBucketAsync(bucket, Cancel);
        }

        await PutForeignRuleAsync(client, name);
        await using var platform = await TestPlatform.StartAsync(false, Cancel, settings);
        var rules = (await client.GetLifecycleConfigurationAsync(name, Cancel)).Configuration.Rules;
        Assert.Contains(rules, rule => rule.Expiration?.Days is 90);
        Assert.Contains(rules, rule => rule.Id is "somebody-elses");

        var person = await platform.PersonAsync(Cancel);
        var project = (await person.ProjectAsync("Shop", Cancel)).Text("id");
        var content = Sources.Large(UploadRequests.Part + 1000);
        var upload = await person.Client.UploadAsync(project, content, Cancel, UploadRequests.Hash(content));
        Assert.Equal("detected", upload.Text("status"));
        Assert.Equal(
            content.Length,
            (await client.GetObjectMetadataAsync(name, $"{project}/{upload.Text("id")}/source", Cancel)).ContentLength
        );

        var given = await person.Client.BeginAsync(project, content, Cancel);
        (
            await person.Client.ChunkAsync(given, 0, content.AsMemory(0, UploadRequests.Part), Cancel)
        ).EnsureSuccessStatusCode();
        Assert.Single((await client.ListMultipartUploadsAsync(name, Cancel)).MultipartUploads);
        (await person.Client.DeleteAsync(given, Cancel)).EnsureSuccessStatusCode();
        Assert.Empty((await client.ListMultipartUploadsAsync(name, Cancel)).MultipartUploads ?? []);
        File.Delete(secret);
    }

    private static async Task PutForeignRuleAsync(AmazonS3Client client, string bucket) =>
        await client.PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest
            {
                BucketName = bucket,
                Configuration = new()
                {
                    Rules =
                    [
                        new()
                        {
                            Id = "somebody-elses",
                            Status = LifecycleRuleStatus.Enabled,
                            Filter = new()
                            {
                                LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = "tmp/" },
                            },
                            Expiration = new() { Days = 1 },
                        },
                    ],
                },
            },
            Cancel
        );
}
