using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Publishing;
using Drayage.Pipeline.Publishing.Preflight;
using Drayage.Platform.Storage;

namespace Drayage.Ecosystems.EventFiles;

/// <summary>Writes events to files, which can be looked at: an event that stands there already is not written again.</summary>
/// <param name="files">Directory that relative paths start from; null where nothing is written.</param>
/// <param name="isRehearsal">Whether absolute paths stay below it too.</param>
internal sealed class EventFilePublisher(string? files, bool isRehearsal) : IPublisher
{
    public bool IsReversible => true;

    public int Concurrency => 1;

    public Task<PreflightReport> PreflightAsync(Consignment consignment, CancellationToken cancellationToken) =>
        Task.FromResult(new PreflightReport([]));

    public async Task<Probe> ProbeAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var told = EventOf(consignment, effect, content);
        var path = PathOf(consignment, told);
        if (!File.Exists(path))
            return new Probe.Absent();
        return (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(EventCodec.Write(told))
            ? new Probe.Same(told.Id, path)
            // One path may serve all events, for those who want the last one.
            : new Probe.Different("another event", MayMove: true);
    }

    public Task<Probe> ReadBackAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken) =>
        ProbeAsync(consignment, effect, content, cancellationToken);

    public async Task SendAsync(Consignment consignment, Effect effect, IContentSource content, CancellationToken cancellationToken)
    {
        var told = EventOf(consignment, effect, content);
        var path = PathOf(consignment, told);
        try
        {
            await AtomicFile.WriteAsync(path, EventCodec.Write(told), cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException(
                DeliveryFailure.Refused, $"destination {consignment.Destination}: event {told.Type} of {told.Subject} cannot be written", $"{path}: {refused.Message}", "choose another 'path', or make it writable; then: drayage resume", inner: refused);
        }
    }

    private static ReleaseEvent EventOf(Consignment consignment, Effect effect, IContentSource content) =>
        content.EventOf(consignment.Announcement!, (Effect.Announce)effect);

    private string PathOf(Consignment consignment, ReleaseEvent told)
    {
        var root = files ?? throw new InvalidOperationException("nothing is written here");
        var path = EventFilePath.Of(consignment.Address, told);
        return isRehearsal
            ? Path.Combine([root, .. path.Split('/').Where(part => part is not ("" or "." or ".."))])
            : Path.GetFullPath(path, root);
    }
}
