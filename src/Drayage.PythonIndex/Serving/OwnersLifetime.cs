using Microsoft.Extensions.Hosting;

namespace Drayage.PythonIndex.Serving;

/// <summary>Leaves the signals of the process to its owner.</summary>
internal sealed class OwnersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
