using Microsoft.Extensions.Hosting;

namespace Drayage.Registries.Hosting;

/// <summary>Leaves the signals of the process to its owner; the default lifetime would swallow Ctrl+C.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
