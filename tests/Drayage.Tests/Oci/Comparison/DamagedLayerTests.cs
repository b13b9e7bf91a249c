using System.Formats.Tar;
using Drayage.Oci.Comparison;
using Drayage.Tests.Platform.Archives.Tar;
using Xunit;

namespace Drayage.Tests.Oci.Comparison;

public sealed class DamagedLayerTests
{
    private const int Block = TarChecksum.Block;

    /// <summary>Whatever a layer's bytes are, the answer is a list of files or a refusal.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Damaged_layers_give_files_or_a_refusal(int seed)
    {
        var random = new Random(seed);
        var whole = Layer();
        for (var round = 0; round < 1000; round++)
        {
            var bytes = random.Next(3) == 0 ? whole[..random.Next(1, whole.Length + 1)] : whole.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                var at = random.Next(bytes.Length);
                bytes[at] = random.Next(4) == 0 ? (byte)random.Next(256) : (byte)"01257xgLKSV/.\0 ="[random.Next(16)];
                TarChecksum.Mend(bytes, at / Block * Block);
            }
            try
            {
                new FileTree().Apply(await LayerFiles.ReadAsync(new MemoryStream(bytes), TestContext.Current.CancellationToken));
            }
            catch (InvalidDataException)
            {
                // A refusal is the other proper end.
            }
        }
    }

    private static byte[] Layer()
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, new string('p', 150)) { DataStream = new MemoryStream([1, 2, 3]) });
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, new string('g', 150)) { DataStream = new MemoryStream(new byte[600]), Uid = 1_000_000_000 });
            writer.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "target" });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.HardLink, "hard") { LinkName = "link" });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.CharacterDevice, "device") { DeviceMajor = 1, DeviceMinor = 3 });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a/.wh.b") { DataStream = new MemoryStream() });
        }
        return bytes.ToArray();
    }
}
