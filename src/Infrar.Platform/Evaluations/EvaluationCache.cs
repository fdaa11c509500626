using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Infrar.Core;
using Microsoft.Extensions.Caching.Memory;

namespace Infrar.Platform.Evaluations;

/// <summary>What Core answered before: the same question about the same manifest has the same answer while the program runs.</summary>
/// <remarks>
/// A question asked twice at once is computed once, and no more are computed at a time than the machine has processors, so that
/// comparisons never keep quick requests waiting for a thread.
/// </remarks>
internal sealed class EvaluationCache : IDisposable
{
    private const long Bytes = 64 * 1024 * 1024;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Bytes });
    private readonly ConcurrentDictionary<string, Lazy<Task<Result<Evaluated>>>> _computing = new(
        StringComparer.Ordinal
    );
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);

    /// <summary>The answer to a question, computed when nobody asked it lately. Refusals are not kept.</summary>
    /// <param name="question">All that the answer depends on besides the program.</param>
    /// <param name="compute">Computes it.</param>
    /// <param name="cancellationToken">Ends this caller's wait; the computation goes on for the others.</param>
    public Task<Result<Evaluated>> AskAsync(
        IReadOnlyList<string?> question,
        Func<Result<Evaluated>> compute,
        CancellationToken cancellationToken
    )
    {
        var key = Key(question);
        return _known.TryGetValue(key, out Evaluated? known)
            ? Task.FromResult<Result<Evaluated>>(known!)
            : _computing.GetOrAdd(key, k => new(() => ComputeAsync(k, compute))).Value.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _known.Dispose();
        _processors.Dispose();
    }

    private async Task<Result<Evaluated>> ComputeAsync(string key, Func<Result<Evaluated>> compute)
    {
        await _processors.WaitAsync();
        try
        {
            var result = compute();
            if (result.Succeeded(out var answer, out _))
            {
                _known.Set(key, answer, new MemoryCacheEntryOptions { Size = answer.Packed.Length + 512 });
            }

            return result;
        }
        finally
        {
            _processors.Release();
            _computing.TryRemove(key, out _);
        }
    }

    // Lengths keep parts apart: two questions that read the same when run together stay two.
    private static string Key(IReadOnlyList<string?> question)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in question)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{part?.Length ?? -1}:{part}"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
