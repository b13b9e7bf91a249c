using System.Text;
using Drayage.Ecosystems.Python.Publishing;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Python.Publishing;

public sealed class Blake2bTests
{
    [Fact]
    public void Example_of_RFC_7693_appendix_A() => Assert.Equal(
        "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
        Of(Encoding.ASCII.GetBytes("abc"), digestSize: 64, piece: 3));

    /// <summary>The self-test of RFC 7693 appendix E, without its keyed half, by another road: hashlib on every length about a block.</summary>
    [Fact]
    public async Task Agrees_with_hashlib_however_the_content_is_cut()
    {
        const string Program = "import hashlib\nfor n in range(400): print(hashlib.blake2b(bytes(i % 251 for i in range(n)), digest_size=32).hexdigest())";
        var expected = (await Peer.Require("/usr/bin/python3").RunAsync("-c", Program)).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        for (var length = 0; length < 400; length++)
        {
            var content = Enumerable.Range(0, length).Select(index => (byte)(index % 251)).ToArray();
            Assert.Equal(expected[length], Of(content, digestSize: 32, piece: (length % 130) + 1));
        }
    }

    private static string Of(byte[] content, int digestSize, int piece)
    {
        var hash = new Blake2b(digestSize);
        foreach (var part in content.Chunk(piece))
            hash.Append(part);
        return Convert.ToHexStringLower(hash.Finish());
    }
}
