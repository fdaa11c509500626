using System.Security.Cryptography;
using Amazon.S3;
using Infrar.Platform.Parts.Files;
using Infrar.Testing.Servers;

namespace Infrar.Platform.Tests.Parts.Files;

public sealed class S3FileStoreTests(CephAssembly ceph) : FileStoreContract
{
    private readonly string _bucket = "b" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly string _secret = Path.GetTempFileName();
    private CephServer? _server;
    private AmazonS3Client? _client;

    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        File.Delete(_secret);
        return ValueTask.CompletedTask;
    }

    private protected override async Task<IFileStore> MakeAsync()
    {
        _server = await ceph.ServerAsync();
        await File.WriteAllTextAsync(_secret, _server.SecretKey, Token);
        _client = FilesRegistration.Client(
            new FilesOptions
            {
                Kind = "s3",
                Endpoint = _server.Endpoint.ToString(),
                Region = "us-east-1",
                ForcePathStyle = true,
                AccessKey = _server.AccessKey,
                SecretKeyFile = _secret,
            }
        );
        await _client.PutBucketAsync(_bucket, Token);
        return With("none", "", FileRetention.Uploads);
    }

    [Fact]
    public async Task A_presigned_address_reads_the_file_without_credentials_until_altered()
    {
        await WriteAsync("doc", "hello");
        using var http = new HttpClient();

        var address = await Store.PresignReadAsync(FileKey.Of("doc"), TimeSpan.FromMinutes(5), Token);
        using var answer = await http.GetAsync(address, Token);
        using var other = await http.GetAsync(
            address!.ToString().Replace("/doc?", "/other?", StringComparison.Ordinal),
            Token
        );

        Assert.Equal("hello", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(FilePart.MaxSize + 10)]
    public async Task Kms_encryption_is_asked_for_and_reads_back(int size)
    {
        var store = With("kms", _server!.KmsKeyId, FileRetention.Uploads);
        var content = Bytes(size);

        await store.WriteAsync(FileKey.Of("sealed"), new Trickle(content), Token);
        var head = await _client!.GetObjectMetadataAsync(_bucket, "sealed", Token);

        Assert.Equal(ServerSideEncryptionMethod.AWSKMS, head.ServerSideEncryptionMethod);
        Assert.Equal(_server.KmsKeyId, head.ServerSideEncryptionKeyManagementServiceKeyId);
        Assert.Equal(content, await ReadAsync("sealed"));
    }

    [Fact]
    public async Task The_retention_becomes_the_buckets_lifecycle()
    {
        await With("none", "", FileRetention.Uploads).ApplyRetentionAsync(Token);
        var uploads = await _client!.GetLifecycleConfigurationAsync(_bucket, Token);
        await With("none", "", FileRetention.Artifacts).ApplyRetentionAsync(Token);
        var artifacts = await _client.GetLifecycleConfigurationAsync(_bucket, Token);

        Assert.Contains(uploads.Configuration.Rules, rule => rule.Expiration?.Days is 90);
        Assert.Contains(
            uploads.Configuration.Rules,
            rule => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation is 7
        );
        Assert.DoesNotContain(artifacts.Configuration.Rules, rule => rule.Expiration?.Days is > 0);
        Assert.Contains(artifacts.Configuration.Rules, rule => rule.Transitions is [{ Days: 30 }]);
    }

    [Fact]
    public async Task A_write_that_breaks_off_leaves_no_parts_to_pay_for()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            Store.WriteAsync(FileKey.Of("big"), new Trickle(Bytes(FilePart.MaxSize + 1), breaksOff: true), Token)
        );

        var left = await _client!.ListMultipartUploadsAsync(_bucket, Token);
        Assert.Empty(left.MultipartUploads ?? []);
    }

    [Fact]
    public async Task Sweeping_gives_up_uploads_of_a_week_ago()
    {
        var upload = await Store.BeginPartsAsync(FileKey.Of("k"), Token);
        var now = TimeProvider.System.GetUtcNow();
        var young = await With("none", "", FileRetention.Uploads, now.AddDays(6)).SweepAsync(Token);
        var old = await With("none", "", FileRetention.Uploads, now.AddDays(8)).SweepAsync(Token);

        Assert.Equal((0, 1), (young.Leftovers, old.Leftovers));
        Assert.Equal(
            "UPL023",
            Code(await Store.WritePartAsync(FileKey.Of("k"), upload, 1, new MemoryStream([1]), Token))
        );
    }

    private S3FileStore With(string sse, string key, FileRetention retention, DateTimeOffset? now = null) =>
        new(
            _client!,
            _bucket,
            new S3Encryption(sse, key),
            retention,
            now is { } at ? new Microsoft.Extensions.Time.Testing.FakeTimeProvider(at) : TimeProvider.System
        );
}
