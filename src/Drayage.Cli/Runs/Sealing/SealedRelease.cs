using Drayage.Model;
using Drayage.Model.Waybills;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Runs.Sealing;

/// <summary>The sealed waybill of a work directory: written once a release, read by everything that comes after.</summary>
internal static class SealedRelease
{
    /// <summary>
    /// Seals, or takes the waybill that is there when it says the same and the key holds for it: a release that is run again must
    /// not get another envelope.
    /// </summary>
    public static async Task<SealedWaybill> SealAsync(WorkLayout layout, Waybill waybill, SigningKey key, CancellationToken cancellationToken)
    {
        var fresh = SealedWaybill.Seal(waybill, key);
        if (File.Exists(layout.Waybill))
        {
            var earlier = SealedWaybill.Parse(await File.ReadAllBytesAsync(layout.Waybill, cancellationToken), layout.Waybill);
            if (earlier.Digest == fresh.Digest && earlier.Envelope.Verify(key.PublicKey).Length > 0)
                return earlier;
            SetAside(layout, earlier.Digest);
        }

        await AtomicFile.WriteAsync(layout.Waybill, fresh.Bytes, cancellationToken);
        await AtomicFile.WriteAsync(layout.PublicKey, System.Text.Encoding.UTF8.GetBytes(key.PublicKey.ToPem()), cancellationToken);
        return fresh;
    }

    /// <exception cref="ReleaseException">Nothing is sealed here.</exception>
    public static async Task<SealedWaybill> LoadAsync(WorkLayout layout, CancellationToken cancellationToken) =>
        File.Exists(layout.Waybill)
            ? SealedWaybill.Parse(await File.ReadAllBytesAsync(layout.Waybill, cancellationToken), layout.Waybill)
            : throw new ReleaseException(
                ExitCode.Usage,
                "there is no sealed release here",
                $"{layout.Waybill} does not exist",
                "nothing was sent yet; run: drayage release");

    /// <summary>Keeps waybill, public key and journal of another release together under its digest.</summary>
    private static void SetAside(WorkLayout layout, Digest release)
    {
        var history = layout.Earlier(release);
        Directory.CreateDirectory(history.Dist);
        foreach (var (file, kept) in new[] { (layout.Waybill, history.Waybill), (layout.PublicKey, history.PublicKey), (layout.Journal, history.Journal) })
        {
            if (File.Exists(file))
                File.Move(file, kept, overwrite: true);
        }
    }
}
