using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems.GitHub;

/// <summary>Hands one upload over only in part: an asset in state <c>starter</c> stays behind.</summary>
/// <param name="isArmed">Whether the first upload is meant; otherwise the first after <see cref="Arm"/>.</param>
internal sealed class BrokenUpload(bool isArmed = true) : IFault
{
    private int armed = isArmed ? 1 : 0;

    public void Arm() => Volatile.Write(ref armed, 1);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api/uploads", StringComparison.Ordinal) && Interlocked.Exchange(ref armed, 0) == 1)
            context.Request.Body = new BreakingStream();
        await next(context);
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new BadHttpRequestException("the upload broke off", StatusCodes.Status502BadGateway);
    }
}
