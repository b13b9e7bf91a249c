using System.Security.Cryptography;
using System.Text;
using Drayage.Model;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Sealing.Keys;

public sealed class SigningKeyTests : IDisposable
{
    private const string Password = "correct horse";
    private readonly TemporaryDirectory directory = new();
    private readonly Peer openssl;

    public SigningKeyTests() => openssl = Peer.Require("openssl").In(directory.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Openssl_reads_the_written_key_and_verifies_its_signature()
    {
        using var key = SigningKey.Generate();
        await key.WriteAsync(directory["key.pem"], new Secret(Password), Cancellation);
        directory.Write("key.pub", key.PublicKey.ToPem());
        directory.Write("data", "content");
        directory.Write("data.sig", key.Sign("content"u8));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(directory["key.pem"]).UnixFileMode);
        (await openssl.RunAsync("pkey", "-in", "key.pem", "-passin", "pass:" + Password, "-check", "-noout")).Succeeded();
        (await openssl.RunAsync("dgst", "-sha256", "-verify", "key.pub", "-signature", "data.sig", "data")).Succeeded();
        var derived = (await openssl.RunAsync("pkey", "-in", "key.pem", "-passin", "pass:" + Password, "-pubout")).Succeeded().Output;
        Assert.Equal(key.PublicKey.ToPem(), derived);
    }

    [Fact]
    public async Task The_password_protection_is_as_strong_as_promised()
    {
        using var key = SigningKey.Generate();
        await key.WriteAsync(directory["key.pem"], new Secret(Password), Cancellation);
        var structure = (await openssl.RunAsync("asn1parse", "-in", "key.pem")).Succeeded().Output;
        Assert.Contains(":PBES2", structure);
        Assert.Contains(":PBKDF2", structure);
        Assert.Contains(":hmacWithSHA256", structure);
        Assert.Contains(":aes-256-cbc", structure);
        Assert.Contains("INTEGER           :0927C0", structure);
    }

    [Fact]
    public async Task The_key_id_is_the_digest_of_the_public_key_in_der()
    {
        using var key = SigningKey.Generate();
        directory.Write("key.pub", key.PublicKey.ToPem());
        (await openssl.RunAsync("pkey", "-pubin", "-in", "key.pub", "-outform", "DER", "-out", "key.der")).Succeeded();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(directory["key.der"], Cancellation))), key.KeyId);
    }

    [Theory]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem")]
    [InlineData("ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem")]
    [InlineData("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes-256-cbc", "-pass", "pass:" + Password, "-out", "key.pem")]
    public async Task Keys_that_openssl_makes_are_taken_and_its_signatures_verify(params string[] arguments)
    {
        (await openssl.RunAsync(arguments)).Succeeded();
        directory.Write("data", "content");
        (await openssl.RunAsync("dgst", "-sha256", "-sign", "key.pem", "-passin", "pass:" + Password, "-out", "data.sig", "data")).Succeeded();
        (await openssl.RunAsync("pkey", "-in", "key.pem", "-passin", "pass:" + Password, "-pubout", "-out", "key.pub")).Succeeded();
        var signature = await File.ReadAllBytesAsync(directory["data.sig"], Cancellation);
        using var key = await LoadAsync("file:key.pem");
        var published = await VerificationKey.LoadAsync(directory["key.pub"], Cancellation);

        Assert.Equal(key.KeyId, published.KeyId);
        Assert.True(published.Verify("content"u8, signature));
        Assert.False(published.Verify("Content"u8, signature));
        Assert.False(published.Verify("content"u8, signature.AsSpan()[1..]));
        Assert.False(published.Verify("content"u8, []));
    }

    [Fact]
    public async Task A_key_comes_from_the_environment_too()
    {
        using var key = SigningKey.Generate();
        var pem = key.ToEncryptedPem(new Secret(Password)).Reveal();
        var redactor = new Redactor();
        var resolver = new SecretResolver(
            ProcessEnvironment.FromVariables([new("KEY", pem), new("PASSWORD", Password)], directory.Path), redactor);
        using var loaded = await SigningKey.LoadAsync(
            SecretReference.Parse("env:KEY"), SecretReference.Parse("env:PASSWORD"), resolver, Cancellation);
        Assert.Equal(key.KeyId, loaded.KeyId);
        Assert.DoesNotContain(pem.Split('\n')[2], redactor.Redact(pem));
    }

    [Fact]
    public async Task A_key_is_never_overwritten()
    {
        var file = directory.Write("key.pem", "precious");
        using var key = SigningKey.Generate();
        var error = await Assert.ThrowsAsync<ReleaseException>(() => key.WriteAsync(file, new Secret(Password), Cancellation));
        Assert.Contains("never overwritten", error.Because);
        Assert.Equal("precious", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public async Task A_wrong_or_missing_password_is_told()
    {
        using var key = SigningKey.Generate();
        await key.WriteAsync(directory["key.pem"], new Secret(Password), Cancellation);
        Assert.Contains("password is wrong", (await RefusedAsync("file:key.pem", "wrong")).Because);
        Assert.Contains("no password was given", (await RefusedAsync("file:key.pem", null)).Because);
        await Assert.ThrowsAsync<ReleaseException>(() => key.WriteAsync(directory["other"], new Secret(""), Cancellation));
    }

    [Theory]
    [InlineData("RSA key", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", "key.pem")]
    [InlineData("RSA key", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-aes256", "-pass", "pass:" + Password, "-out", "key.pem")]
    [InlineData("ECDSA_P384|nistP384|secp384r1", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", "key.pem")]
    [InlineData("of another kind", "genpkey", "-algorithm", "ED25519", "-out", "key.pem")]
    [InlineData("old form", "ec", "-in", "plain.pem", "-aes256", "-passout", "pass:" + Password, "-out", "key.pem")]
    public async Task Keys_of_another_kind_are_told_by_their_kind(string expected, params string[] arguments)
    {
        (await openssl.RunAsync("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "plain.pem")).Succeeded();
        (await openssl.RunAsync(arguments)).Succeeded();
        var error = await RefusedAsync("file:key.pem", Password);
        Assert.Contains(expected.Split('|'), word => error.Because!.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("", "no PEM block")]
    [InlineData("no key at all", "no PEM block")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "damaged")]
    [InlineData("-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n", "cosign's own")]
    public void Malformed_text_is_told_and_not_repeated(string pem, string expected)
    {
        var error = Assert.Throws<ReleaseException>(() => SigningKey.FromPem(new Secret(pem), null, "key.pem"));
        Assert.Equal("the key key.pem cannot be used", error.Message);
        Assert.Contains(expected, error.Because);
        Assert.DoesNotContain("AAAA", error.Because + error.Hint);
    }

    [Fact]
    public void Public_and_private_keys_are_not_taken_for_each_other()
    {
        using var key = SigningKey.Generate();
        var swapped = Assert.Throws<ReleaseException>(() => SigningKey.FromPem(new Secret(key.PublicKey.ToPem()), null, "key.pub"));
        Assert.Contains("signing needs the private one", swapped.Because);
        var pem = key.ToEncryptedPem(new Secret(Password)).Reveal();
        var exposed = Assert.Throws<ReleaseException>(() => VerificationKey.FromPem(pem, "key.pem"));
        Assert.Contains("openssl pkey -pubout -in key.pem", exposed.Hint);
    }

    [Fact]
    public async Task Many_threads_may_sign_with_one_key()
    {
        using var key = SigningKey.Generate();
        var data = Encoding.UTF8.GetBytes("content");
        var signatures = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => key.Sign(data), Cancellation)));
        Assert.All(signatures, signature => Assert.True(key.PublicKey.Verify(data, signature)));
    }

    private Task<SigningKey> LoadAsync(string reference, string? password = Password) => SigningKey.LoadAsync(
        SecretReference.Parse(reference),
        password is null ? null : SecretReference.Parse("env:PASSWORD"),
        new SecretResolver(
            ProcessEnvironment.FromVariables([new("PASSWORD", password ?? "")], directory.Path), new Redactor()),
        Cancellation);

    private Task<ReleaseException> RefusedAsync(string reference, string? password) =>
        Assert.ThrowsAsync<ReleaseException>(() => LoadAsync(reference, password));
}
