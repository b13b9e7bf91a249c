using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>Compares what a feed serves with what was released, signatures apart.</summary>
internal sealed class PackageComparison(NuGetFeed feed)
{
    /// <param name="consignment">Where it was put.</param>
    /// <param name="put">What is expected.</param>
    /// <param name="expected">Its digest.</param>
    /// <param name="content">The released bytes; null for a stranger.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    public async Task<Probe> CompareAsync(Consignment consignment, Effect.Put put, Digest expected, IContentSource? content, CancellationToken cancellationToken)
    {
        if (await ReadAsync(consignment, put, PackageBytes.ReadAsync, cancellationToken) is not { } served)
            return new Probe.Absent();
        var site = await feed.SiteOfAsync(consignment, cancellationToken);
        var name = PackageName.Of(consignment);
        var address = (PackageName.IsSymbols(put.Name) ? site.SymbolPackage(name)! : site.Package(name)).AbsoluteUri;
        if (served.Digest == expected)
            return new Probe.Same(expected.ToString(), address);
        if (served.Signed is not { } signed)
            return new Probe.Different(served.Digest.ToString(), MayMove: false);
        if (await ReadAsync(consignment, put, signed.DigestWithoutAsync, cancellationToken) is not { } unsigned)
            return new Probe.Absent();
        if (unsigned == expected)
            return new Probe.Same(expected.ToString(), address);
        if (content is null)
            return new Probe.Unknown($"it is signed: {served.Digest}, and {unsigned} without its signature; if {expected} was signed before the feed added its own signature, only who has the file can compare");
        return await UnsignedAsync(content, put.Name, cancellationToken) == unsigned
            ? new Probe.Same(expected.ToString(), address)
            : new Probe.Different($"{served.Digest} (without its signature {unsigned})", MayMove: false);
    }

    private async Task<T?> ReadAsync<T>(Consignment consignment, Effect.Put put, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        using var reply = await feed.DownloadAsync(consignment, put.Name, offset: 0, cancellationToken);
        if (reply is null)
            return null;
        await using var body = await reply.OpenBodyAsync(cancellationToken);
        return await read(body, cancellationToken);
    }

    private static async Task<Digest?> UnsignedAsync(IContentSource content, string name, CancellationToken cancellationToken)
    {
        await using var own = content.Open(name);
        if ((await PackageBytes.ReadAsync(own, cancellationToken)).Signed is not { } signed)
            return null;
        await using var again = content.Open(name);
        return await signed.DigestWithoutAsync(again, cancellationToken);
    }
}
