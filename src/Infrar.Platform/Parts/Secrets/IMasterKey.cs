namespace Infrar.Platform.Parts.Secrets;

/// <summary>The key that everything else is sealed under; it never leaves where it lives.</summary>
internal interface IMasterKey
{
    /// <summary>Seals a few hundred bytes.</summary>
    /// <param name="plain">What to seal: keys, not data.</param>
    /// <param name="context">What it is for; it opens only under the same words.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<byte[]> WrapAsync(ReadOnlyMemory<byte> plain, string context, CancellationToken cancellationToken);

    /// <summary>Whether something is sealed under a version that is about to go, so that it should be sealed anew.</summary>
    bool IsOutdated(ReadOnlyMemory<byte> wrapped);

    /// <summary>Opens what <see cref="WrapAsync"/> sealed, also under an older version of the key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed elsewhere, for something else, or changed since.</exception>
    Task<byte[]> UnwrapAsync(ReadOnlyMemory<byte> wrapped, string context, CancellationToken cancellationToken);
}
