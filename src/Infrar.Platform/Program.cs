// The platform's one program; every role and every administrative command starts here.
return 0;
