using System.Collections.Immutable;
using System.Globalization;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Hooks;

/// <summary>Messages as documents <c>SHAPE/HOOK/NUMBER</c>. Chats show what is posted twice twice.</summary>
internal sealed class MessageStore(string root)
{
    private readonly KeyedLock locks = new();

    public async Task AddAsync(string shape, string hook, ReceivedMessage message)
    {
        var directory = Path.Combine(root, shape, hook);
        using var held = await locks.AcquireAsync(directory, CancellationToken.None);
        var number = Numbers(directory).DefaultIfEmpty(0).Max() + 1;
        await AtomicFile.WriteJsonAsync(Path.Combine(directory, number.ToString(CultureInfo.InvariantCulture)), message, HooksJson.Default.ReceivedMessage, CancellationToken.None);
    }

    /// <summary>Oldest first.</summary>
    public async Task<ImmutableArray<ReceivedMessage>> ListAsync(string shape, string hook, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(root, shape, hook);
        var all = ImmutableArray.CreateBuilder<ReceivedMessage>();
        foreach (var number in Numbers(directory).Order())
        {
            var path = Path.Combine(directory, number.ToString(CultureInfo.InvariantCulture));
            if (await AtomicFile.ReadJsonAsync(path, HooksJson.Default.ReceivedMessage, cancellationToken) is { } message)
                all.Add(message);
        }

        return all.ToImmutable();
    }

    private static IEnumerable<int> Numbers(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory).Select(Path.GetFileName).Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        : [];
}
