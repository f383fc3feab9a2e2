a  
x
c 
