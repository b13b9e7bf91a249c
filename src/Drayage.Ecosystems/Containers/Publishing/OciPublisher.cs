using System.Collections.Concurrent;
using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Oci.Layouts;
using Drayage.Oci.References;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Pipeline.Publishing.Withdrawing;

namespace Drayage.Ecosystems.Containers.Publishing;

/// <summary>
/// Delivers images and OCI artifacts. A put sends the whole content by digest and leaves no name behind, that of the waybill
/// attaches it; points set tags. The version's own tag never moves once it is set; floating tags do.
/// </summary>
internal sealed class OciPublisher(OciDestinationSettings settings, PublisherContext context, SharedReadings readings) : IPublisher, IWithdrawing
{
    private const int ReadersAtOnce = 8;

    // One client a host: it keeps the tokens that the registry issued.
    private readonly ConcurrentDictionary<string, RegistryClient> clients = new(StringComparer.Ordinal);

    // Content without a tag is collected by the registry: nothing of a put needs to be taken back.
    public bool IsReversible => true;

    public int Concurrency => 2;

    /// <summary>The waybill is found by the image that it is attached to.</summary>
    public Uri? LocationOf(Consignment consignment, string artifactName)
    {
        var address = context.Rehearsal?.AddressOf(consignment.Address) ?? consignment.Address;
        return consignment.Effects.OfType<Effect.Put>().Select(put => put.Digest).OfType<Digest>().FirstOrDefault() is { } image
            ? new Uri($"oci://{address}@{image}")
            : null;
    }

    /// <summary>The repository at an address such as a consignment's.</summary>
    public RepositoryClient RepositoryAt(string address) => Open(ImageReference.Parse(address)).Repository;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        AskAsync(consignment, async () =>
        {
            var (client, repository) = Open(consignment);
            await client.PingAsync(cancellationToken);
            return new PreflightReport(await OciPreflight.RunAsync(consignment, client, repository, cancellationToken));
        });

    public Task<WithdrawalPlan> PlanWithdrawalAsync(Consignment consignment, WithdrawalContext known, CancellationToken cancellationToken) =>
        AskAsync(consignment, () => new OciWithdrawal(consignment, Open(consignment).Repository).PlanAsync(known, cancellationToken));

    public Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, look: null, cancellationToken);

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, ReadWholeAsync, cancellationToken);

    // A registry may take in nothing under a digest that is not its own (distribution specification 1.1, "Pushing blobs"), so
    // that its word for a blob's presence and size stands for the bytes. Images are large: fetching each again would double a release.
    public Task<Probe> ConfirmAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        LookAsync(consignment, effect, content, AskForBlobsAsync, cancellationToken);

    public Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        AskAsync(consignment, async () =>
        {
            var (client, repository) = Open(consignment);
            if (effect is Effect.Withdraw withdrawn)
            {
                await new OciWithdrawal(consignment, repository).SendAsync(withdrawn, cancellationToken);
                return true;
            }

            var layout = await OciLayout.OpenAsync(content.ImageLayout, cancellationToken);
            switch (effect)
            {
                case Effect.Put { Digest: { } digest }:
                    var image = await RequireAsync(layout, digest, cancellationToken);
                    var (source, mountFrom) = await OverBaseAsync(layout, image, client.Host, cancellationToken);
                    var place = new RepositoryTarget(repository, mountFrom) { Relatives = EarlierTags(consignment) };
                    using (var shared = readings.Subscribe(layout.Directory, digest, source, context.Clock))
                        await ImageCopy.RunAsync(shared, image, place, new CopyOptions { Parallelism = settings.Uploads }, cancellationToken);
                    break;
                case Effect.Put waybill:
                    var attached = new WaybillReferrer(repository, consignment);
                    var subject = await RequireAsync(layout, attached.Image, cancellationToken);
                    await attached.SendAsync(waybill.Name, subject, content, cancellationToken);
                    break;
                case Effect.Point { Target: { } target } point:
                    var root = await layout.ReadManifestAsync(await RequireAsync(layout, target, cancellationToken), cancellationToken);
                    await repository.TagAsync(root, TagName.Parse(point.Name), cancellationToken);
                    break;
            }

            return true;
        });

    private Task<Probe> LookAsync(Consignment consignment, Effect effect, IContentSource content, Func<RepositoryClient, Descriptor, CancellationToken, Task<Probe?>>? look, CancellationToken cancellationToken) =>
        AskAsync<Probe>(consignment, async () =>
        {
            var (_, repository) = Open(consignment);
            switch (effect)
            {
                case Effect.Put { Digest: { } digest }:
                    if (await repository.ResolveAsync(digest.ToString(), cancellationToken) is not { } held)
                        return new Probe.Absent();
                    var lacking = look is null ? null : await look(repository, held, cancellationToken);
                    return lacking ?? new Probe.Same(digest.ToString(), $"{consignment.Address}@{digest}");
                case Effect.Put waybill:
                    return await new WaybillReferrer(repository, consignment).LookAsync(waybill.Name, content, cancellationToken);
                case Effect.Point point:
                    return await new TagPoint(consignment, repository, point).ProbeAsync(cancellationToken);
                case Effect.Withdraw withdrawn:
                    return await new OciWithdrawal(consignment, repository).ProbeAsync(withdrawn, cancellationToken);
                default:
                    return new Probe.Unknown($"'{effect.Key}' is nothing that a registry can hold");
            }
        });

    /// <summary>Floating tags stand at the release before until this one's points move them.</summary>
    private static ImmutableArray<TagName> EarlierTags(Consignment consignment) =>
    [
        .. consignment.Effects.OfType<Effect.Point>()
            .Where(point => point.Name != consignment.Version)
            .OrderByDescending(point => point.Name.Length)
            .Take(2)
            .Select(point => TagName.Parse(point.Name)),
    ];

    /// <summary>Fetches every manifest and blob as a puller would; streams check their digests at their end.</summary>
    private static async Task<Probe?> ReadWholeAsync(RepositoryClient repository, Descriptor root, CancellationToken cancellationToken)
    {
        await OfEachBlobAsync(repository, root, async (blob, token) =>
        {
            await using var stream = await repository.OpenBlobAsync(blob, 0, token);
            await stream.CopyToAsync(Stream.Null, token);
        }, cancellationToken);
        return null;
    }

    /// <summary>Fetches every manifest and asks for the size of every blob.</summary>
    /// <returns>What is not there; null when nothing is lacking.</returns>
    private static async Task<Probe?> AskForBlobsAsync(RepositoryClient repository, Descriptor root, CancellationToken cancellationToken)
    {
        var lacking = new ConcurrentQueue<string>();
        await OfEachBlobAsync(repository, root, async (blob, token) =>
        {
            var size = await repository.FindBlobAsync(blob.Digest, token);
            if (size != blob.Size)
                lacking.Enqueue(size is null ? $"blob {blob.Digest} is not there" : $"blob {blob.Digest} has {size} bytes there, not {blob.Size}");
        }, cancellationToken);
        return lacking.TryPeek(out var first) ? new Probe.Unknown(first) : null;
    }

    private static async Task OfEachBlobAsync(
        RepositoryClient repository, Descriptor root, Func<Descriptor, CancellationToken, ValueTask> look, CancellationToken cancellationToken)
    {
        var graph = await ImageGraph.ReadAsync(repository, root, cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(graph.Blobs, parallel, look);
    }

    /// <summary>
    /// The image with the base layers that the layout leaves out, and the repository to mount them from where the base
    /// stands in the same registry.
    /// </summary>
    private async Task<(IImageSource Source, RepositoryName? MountFrom)> OverBaseAsync(
        OciLayout layout, Descriptor image, RegistryHost destination, CancellationToken cancellationToken)
    {
        if (await OutsideLayers.FindAsync(layout, image, cancellationToken) is not { } outside)
            return (layout, null);
        var host = RegistryHost.Of(outside.From.Registry);
        var client = new RegistryClient(context.Http.NewClient(), host, context.RegistryLogins, new UploadOptions(), context.Clock);
        var source = new LayoutOverBase(layout, outside, client.Repository(outside.From.Repository));
        return (source, host.Name == destination.Name ? outside.From.Repository : null);
    }

    private static async Task<Descriptor> RequireAsync(OciLayout layout, Digest digest, CancellationToken cancellationToken) =>
        await layout.ResolveAsync(digest.ToString(), cancellationToken) ?? throw new ReleaseException(
            ExitCode.Refused,
            $"image {digest} is not in the release's layout",
            layout.Directory,
            "build the release again: drayage release");

    private (RegistryClient Client, RepositoryClient Repository) Open(Consignment consignment) => Open(ImageReference.Parse(consignment.Address));

    private (RegistryClient Client, RepositoryClient Repository) Open(ImageReference image)
    {
        var (host, name) = context.Rehearsal is { } site && !site.IsNamedBy(image)
            ? (RegistryHost.Of(site.Address.Authority), RehearsalSite.StandInFor(image))
            : (RegistryHost.Of(image.Registry, settings.Insecure), image.Repository);
        var client = clients.GetOrAdd(
            host.Name, _ => new RegistryClient(context.Http.NewClient(), host, new OciCredentials(settings, context), Options(), context.Clock));
        return (client, client.Repository(name));
    }

    private UploadOptions Options() => new() { Concurrency = settings.Uploads, Notes = context.Uploads };

    /// <summary>Puts failures of the protocol into the words of a delivery.</summary>
    private async Task<T> AskAsync<T>(Consignment consignment, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RegistryException refused)
        {
            var told = refused.ToReleaseException($"destination {consignment.Destination}: {consignment.Address} could not be reached or refused");
            throw new DeliveryException(
                refused.IsTransient ? DeliveryFailure.Transient : DeliveryFailure.Refused,
                told.Message,
                // Registries quote what they were sent.
                told.Because is { } because ? context.Secrets.Redact(because) : null,
                told.Hint,
                refused.RetryAfter,
                refused)
            {
                WasRetried = refused.WasRepeated,
            };
        }
    }
}
