using System.Buffers.Binary;
using System.Text.Json;
using Drayage.Platform.Archives;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Crates.Endpoints;

/// <summary>The body of a publish: length and metadata, then length and .crate, lengths of 32 bits, little-endian.</summary>
internal sealed class PublishFrame(Stream body, CratesLimits limits)
{
    private const int LargestMetadata = 2 * 1024 * 1024;

    /// <exception cref="CratesRefusal">The metadata cannot be read.</exception>
    public async Task<PublishedMetadata> ReadMetadataAsync(CancellationToken cancellationToken)
    {
        var length = await ReadLengthAsync("metadata", cancellationToken);
        if (length > LargestMetadata)
            throw CratesRefusal.BadRequest($"metadata blob too large: {length} bytes (max {LargestMetadata})");
        var json = new byte[length];
        await FillAsync(json, "metadata", cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(json, CratesJson.Wire.PublishedMetadata) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw CratesRefusal.BadRequest($"invalid upload request: {exception.Message}");
        }
    }

    /// <exception cref="CratesRefusal">413 above the limit; 400 where less or more comes than was told.</exception>
    public async Task ReadCrateAsync(StagedFile file, CancellationToken cancellationToken)
    {
        var length = await ReadLengthAsync("tarball", cancellationToken);
        if (length > limits.CrateBytes)
            throw new CratesRefusal(StatusCodes.Status413PayloadTooLarge, $"max upload size is: {limits.CrateBytes}");
        try
        {
            await using var limited = new LimitedReadStream(body, length);
            await file.FillAsync(limited, alongside: null, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw CratesRefusal.BadRequest($"invalid tarball length for remaining payload: {length}");
        }

        if (file.Length != length)
            throw CratesRefusal.BadRequest($"invalid tarball length for remaining payload: {length}");
    }

    private async Task<uint> ReadLengthAsync(string what, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(uint)];
        await FillAsync(length, what, cancellationToken);
        return BinaryPrimitives.ReadUInt32LittleEndian(length);
    }

    private async Task FillAsync(byte[] buffer, string what, CancellationToken cancellationToken)
    {
        if (await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) < buffer.Length)
            throw CratesRefusal.BadRequest($"invalid {what} length");
    }
}
