using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Infrar.Platform.Parts.Cache;

/// <summary>Where nodes share what lasts shortly.</summary>
public enum CacheKind
{
    /// <summary>In the process; one node.</summary>
    Memory,

    /// <summary>In Redis 7 or later; any number of nodes.</summary>
    Redis,
}

/// <summary>Section <c>Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>The kind; memory when nothing is said.</summary>
    public CacheKind Kind { get; set; } = CacheKind.Memory;

    /// <summary>Redis: where it is, as StackExchange.Redis reads it: <c>redis:6379,ssl=true</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Redis: a file with the connection string, password included, instead of <see cref="ConnectionString"/>.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>Redis: what every key begins with, so that several installations can share a server.</summary>
    public string KeyPrefix { get; set; } = "infrar:";

    /// <summary>Redis: how many nodes there are at most; while Redis is lost each allows this share of a limit.</summary>
    public int Nodes { get; set; } = 2;

    /// <summary>Redis: how long an answer may take before the node goes on alone, 50 to 10,000.</summary>
    public int TimeoutMilliseconds { get; set; } = 500;

    /// <summary>The connection string from wherever it is kept.</summary>
    internal string Connection() =>
        ConnectionStringFile is { } file ? File.ReadAllText(file).Trim() : ConnectionString ?? "";
}

/// <summary>Says every fault of <see cref="CacheOptions"/> at once; never the connection string, which may hold a password.</summary>
internal sealed class CacheOptionsValidation : IValidateOptions<CacheOptions>
{
    public ValidateOptionsResult Validate(string? name, CacheOptions options)
    {
        var faults = new List<string>();
        if (options.Kind is CacheKind.Redis)
        {
            AddConnection(options, faults);
        }

        if (options.Nodes is < 1 or > 1000)
        {
            faults.Add($"Cache:Nodes is {options.Nodes}; state a number from 1 to 1000.");
        }

        if (options.TimeoutMilliseconds is < 50 or > 10_000)
        {
            faults.Add($"Cache:TimeoutMilliseconds is {options.TimeoutMilliseconds}; state a number from 50 to 10000.");
        }

        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void AddConnection(CacheOptions options, List<string> faults)
    {
        if (options is { ConnectionString: not null, ConnectionStringFile: not null })
        {
            faults.Add("Cache:ConnectionString and Cache:ConnectionStringFile are both stated; keep one.");
        }

        if (options.ConnectionStringFile is { } file && !File.Exists(file))
        {
            faults.Add($"Cache:ConnectionStringFile names {file}, which is not there.");
            return;
        }

        if (string.IsNullOrWhiteSpace(options.Connection()))
        {
            faults.Add("Cache:ConnectionString is missing: state where Redis is, such as 'redis:6379,ssl=true'.");
            return;
        }

        try
        {
            if (ConfigurationOptions.Parse(options.Connection()).EndPoints.Count is 0)
            {
                faults.Add("Cache:ConnectionString names no server; begin it with one, such as 'redis:6379'.");
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            faults.Add("Cache:ConnectionString cannot be read; write it like 'redis:6379,ssl=true'.");
        }
    }
}
