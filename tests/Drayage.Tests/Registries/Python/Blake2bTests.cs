using System.Text;
using Drayage.Registries.Python;
using Xunit;

namespace Drayage.Tests.Registries.Python;

public sealed class Blake2bTests
{
    [Fact]
    public void Example_of_RFC_7693_appendix_A()
    {
        var hash = new Blake2b(64);
        hash.Append("abc"u8);

        Assert.Equal(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
            Convert.ToHexStringLower(hash.Finish()));
    }

    [Theory]
    [InlineData("", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")]
    [InlineData("abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")]
    public void Known_hashes_of_32_bytes(string text, string expected) => Assert.Equal(expected, Of(Encoding.ASCII.GetBytes(text)));

    /// <summary>Lengths around the block size, fed in pieces of every size up to a block, against Python's hashlib.</summary>
    [Fact]
    public async Task Agrees_with_hashlib_on_all_lengths_about_a_block_and_all_ways_to_cut()
    {
        const string Program = "import hashlib\nfor n in range(300): print(hashlib.blake2b(bytes(i % 251 for i in range(n)), digest_size=32).hexdigest())";
        var oracle = (await Testing.Peer.Require("/usr/bin/python3").RunAsync("-c", Program)).Succeeded();
        var expected = oracle.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        for (var length = 0; length < 300; length++)
        {
            var content = Enumerable.Range(0, length).Select(index => (byte)(index % 251)).ToArray();
            Assert.Equal(expected[length], Of(content, piece: (length % 130) + 1));
        }
    }

    private static string Of(byte[] content, int piece = 1000)
    {
        var hash = new Blake2b(32);
        foreach (var part in content.Chunk(piece))
            hash.Append(part);
        return Convert.ToHexStringLower(hash.Finish());
    }
}
