using Drayage.Ecosystems.Python.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class UploadDigestsTests
{
    /// <summary>Lengths about the blocks of the three, and beyond what is read at once.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300_000)]
    public async Task They_are_those_of_hashlib(int length)
    {
        const string Program = "import hashlib, sys\nd = bytes(i % 251 for i in range(int(sys.argv[1])))\nprint(hashlib.md5(d).hexdigest(), hashlib.sha256(d).hexdigest(), hashlib.blake2b(d, digest_size=32).hexdigest())";
        var expected = (await Peer.Require("/usr/bin/python3").RunAsync("-c", Program, $"{length}")).Succeeded().Output.Trim();

        await using var content = new MemoryStream([.. Enumerable.Range(0, length).Select(index => (byte)(index % 251))]);
        var digests = await UploadDigests.OfAsync(content, TestContext.Current.CancellationToken);

        Assert.Equal(expected, $"{digests.Md5} {digests.Sha256} {digests.Blake2b256}");
    }
}
