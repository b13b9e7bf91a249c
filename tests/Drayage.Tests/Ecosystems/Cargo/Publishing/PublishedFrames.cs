using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Drayage.Registries.Faults;
using Microsoft.AspNetCore.Http;

namespace Drayage.Tests.Ecosystems.Cargo.Publishing;

/// <summary>Keeps the bodies of publishes on their way to the registry.</summary>
internal sealed class PublishedFrames : IFault
{
    private readonly ConcurrentQueue<byte[]> bodies = new();

    /// <summary>The metadata, in the order in which it came.</summary>
    public IEnumerable<JsonNode> Metadata => bodies.Select(body => JsonNode.Parse(body.AsSpan(4, BinaryPrimitives.ReadInt32LittleEndian(body)))!);

    /// <summary>The .crate files.</summary>
    public IEnumerable<byte[]> Crates => bodies.Select(body => body[(BinaryPrimitives.ReadInt32LittleEndian(body) + 8)..]);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value!.EndsWith("/crates/new", StringComparison.Ordinal))
        {
            var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            bodies.Enqueue(copy.ToArray());
            copy.Position = 0;
            context.Request.Body = copy;
        }

        await next(context);
    }
}
