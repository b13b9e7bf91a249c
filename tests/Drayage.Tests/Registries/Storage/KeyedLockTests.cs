using Drayage.Registries.Storage;
using Xunit;

namespace Drayage.Tests.Registries.Storage;

public sealed class KeyedLockTests
{
    private readonly KeyedLock locks = new();

    [Fact]
    public async Task One_key_is_held_by_one_at_a_time()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var held = await locks.AcquireAsync("key", CancellationToken.None);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Other_keys_do_not_wait()
    {
        using var one = await locks.AcquireAsync("one", CancellationToken.None);
        using var two = await locks.AcquireAsync("two", CancellationToken.None);
        var waiting = locks.AcquireAsync("one", CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        one.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_does_not_block_the_others()
    {
        var held = await locks.AcquireAsync("key", CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var impatient = locks.AcquireAsync("key", patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        held.Dispose();
        using var next = await locks.AcquireAsync("key", CancellationToken.None);
    }
}
