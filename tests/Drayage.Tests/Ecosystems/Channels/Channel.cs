using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;

namespace Drayage.Tests.Ecosystems.Channels;

/// <summary>A kind of destination with something small to deliver to it: version 1.0.0 of a package <c>tide</c>.</summary>
internal sealed class Channel(RehearsalDelivery delivery, Func<PublisherContext, string, Task<Consignment>> prepare, params IDisposable[] owned) : IDisposable
{
    public RehearsalDelivery Delivery => delivery;

    /// <summary>Pattern of the paths by which it is changed.</summary>
    public required string Changes { get; init; }

    /// <summary>Pattern of the paths at which a change is to be seen.</summary>
    public required string Reads { get; init; }

    /// <summary>Seals what is delivered and puts it into the scene.</summary>
    /// <param name="content">What the package says: other words are other bytes under the same version.</param>
    public Task<Consignment> PrepareAsync(PublisherContext context, string content = "one") => prepare(context, content);

    public void Dispose()
    {
        foreach (var part in owned)
            part.Dispose();
        delivery.Dispose();
    }
}
