using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Events;

/// <summary>Received events, a document each, by receiver.</summary>
internal sealed class EventStore(string root)
{
    private readonly KeyedLock locks = new();

    public async Task AddAsync(string receiver, ReceivedEvent received)
    {
        var place = Place(receiver, received);
        using var held = await locks.AcquireAsync(place, CancellationToken.None);
        var before = await AtomicFile.ReadJsonAsync(place, EventsJson.Default.ReceivedEvent, CancellationToken.None);
        var kept = before is null ? received : before with { Times = before.Times + 1 };
        await AtomicFile.WriteJsonAsync(place, kept, EventsJson.Default.ReceivedEvent, CancellationToken.None);
    }

    /// <summary>In the order in which they first came.</summary>
    public async Task<ImmutableArray<ReceivedEvent>> ListAsync(string receiver, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(root, receiver);
        if (!Directory.Exists(directory))
            return [];
        var all = new List<ReceivedEvent>();
        foreach (var path in Directory.EnumerateFiles(directory).Where(path => !Path.GetFileName(path).StartsWith('.')))
        {
            if (await AtomicFile.ReadJsonAsync(path, EventsJson.Default.ReceivedEvent, cancellationToken) is { } received)
                all.Add(received);
        }

        return [.. all.OrderBy(received => received.At).ThenBy(received => received.Id, StringComparer.Ordinal)];
    }

    private string Place(string receiver, ReceivedEvent received) =>
        Path.Combine(root, receiver, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{received.Source}\n{received.Id}"))));
}
